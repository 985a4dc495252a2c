"""Writes checkpoints with the real libraries: `write_checkpoints.py FOLDER`. One folder for each library."""

import os
import sys

os.environ["KERAS_BACKEND"] = "torch"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import torch
from torch import nn


def write_torch(folder):
    os.makedirs(folder)
    model = nn.Linear(4, 2)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 10)
    model(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    scheduler.step()
    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "rng_state": torch.get_rng_state(),
        "epoch": 3,
        "global_step": 120,
        "val_loss": torch.tensor(0.25),
    }
    torch.save(state, f"{folder}/full.pt")
    torch.save(state, f"{folder}/legacy.pt", _use_new_zipfile_serialization=False)
    torch.save(model.state_dict(), f"{folder}/weights.pth")
    torch.save(model, f"{folder}/module.pt")
    kinds = [torch.float16, torch.bfloat16, torch.float8_e4m3fn, torch.int64, torch.bool]
    torch.save({"state_dict": {str(kind)[6:]: torch.ones(3).to(kind) for kind in kinds}}, f"{folder}/types.pt")


def write_safetensors(folder):
    from safetensors.torch import save_file

    os.makedirs(folder)
    save_file({"a": torch.zeros(3, 5), "b": torch.ones(2).bfloat16()}, f"{folder}/model.safetensors")


class Lines(torch.utils.data.Dataset):
    def __len__(self):
        return 32

    def __getitem__(self, index):
        return {"input_ids": torch.arange(8), "labels": torch.arange(8)}


def write_trainer(folder):
    from transformers import GPT2Config, GPT2LMHeadModel, Trainer, TrainingArguments

    config = GPT2Config(vocab_size=16, n_positions=8, n_embd=8, n_layer=1, n_head=2)
    arguments = TrainingArguments(
        folder, max_steps=6, save_steps=2, eval_steps=2, eval_strategy="steps", logging_steps=1,
        per_device_train_batch_size=4, report_to=[], use_cpu=True, load_best_model_at_end=True,
        metric_for_best_model="eval_loss", disable_tqdm=True,
    )
    Trainer(GPT2LMHeadModel(config), arguments, train_dataset=Lines(), eval_dataset=Lines()).train()


def write_lightning(folder):
    import lightning

    class Model(lightning.LightningModule):
        def __init__(self):
            super().__init__()
            self.layer = nn.Linear(4, 1)

        def training_step(self, batch, index):
            loss = self.layer(batch).pow(2).mean()
            self.log("train_loss", loss)
            return loss

        def configure_optimizers(self):
            return torch.optim.Adam(self.parameters(), lr=0.1)

    saving = lightning.pytorch.callbacks.ModelCheckpoint(
        dirpath=folder, monitor="train_loss", save_top_k=-1, save_last=True, filename="{epoch}-{step}-{train_loss:.3f}"
    )
    trainer = lightning.Trainer(
        max_epochs=3, callbacks=[saving], logger=False, accelerator="cpu", enable_progress_bar=False,
        enable_model_summary=False,
    )
    trainer.fit(Model(), torch.utils.data.DataLoader(torch.ones(8, 4), batch_size=4))
    trainer.save_checkpoint(f"{folder}/only-weights.ckpt", weights_only=True)


def write_keras(folder):
    import keras
    import numpy

    os.makedirs(folder)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.compile("adam", "mse")
    saving = keras.callbacks.ModelCheckpoint(folder + "/{epoch:02d}-{loss:.3f}.keras")
    weights = keras.callbacks.ModelCheckpoint(folder + "/at.{epoch:02d}.weights.h5", save_weights_only=True)
    model.fit(numpy.ones((8, 4)), numpy.ones((8, 2)), epochs=2, batch_size=4, verbose=0, callbacks=[saving, weights])


if __name__ == "__main__":
    torch.manual_seed(0)
    root = sys.argv[1]
    write_torch(f"{root}/torch")
    write_safetensors(f"{root}/safetensors")
    write_trainer(f"{root}/trainer")
    write_lightning(f"{root}/lightning")
    write_keras(f"{root}/keras")
