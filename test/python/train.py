"""A small, real PyTorch training that logs to TensorBoard while it runs.

Usage: python train.py LOGDIR [--steps N] [--pause SECONDS]
"""

import argparse
import time

import torch
from torch import nn
from torch.utils.tensorboard import SummaryWriter

parser = argparse.ArgumentParser()
parser.add_argument("logdir")
parser.add_argument("--steps", type=int, default=150)
parser.add_argument("--pause", type=float, default=0.02)
options = parser.parse_args()

torch.manual_seed(0)
torch.set_num_threads(1)
x = torch.linspace(-3, 3, 512)[:, None]
y = torch.sin(2 * x) + 0.1 * torch.randn_like(x)
model = nn.Sequential(nn.Linear(1, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, options.steps)

with SummaryWriter(options.logdir, flush_secs=1) as writer:
    for step in range(options.steps):
        batch = torch.randint(len(x), (64,))
        loss = nn.functional.mse_loss(model(x[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), 1e9)
        optimizer.step()
        schedule.step()
        writer.add_scalar("train/loss", loss.item(), step)
        writer.add_scalar("train/grad_norm", norm.item(), step, new_style=True)
        writer.add_scalar("optimizer/lr", schedule.get_last_lr()[0], step, double_precision=True, new_style=True)
        if step % 10 == 0:
            with torch.no_grad():
                writer.add_scalar("val/loss", nn.functional.mse_loss(model(x), y).item(), step)
            writer.flush()
        time.sleep(options.pause)
