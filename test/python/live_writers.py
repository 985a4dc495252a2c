"""Small, real trainings, one for each library that writes a log of its own, which end as they are told to.

Usage: python live_writers.py LIBRARY FOLDER {exit,crash,wait}

Each logs a value `loss` or similar many times a second. `exit` ends by itself, `crash` by an exception in the middle,
`wait` goes on until it is killed.
"""

import itertools
import os
import sys
import time

os.environ["KERAS_BACKEND"] = "torch"
os.environ["WANDB_MODE"] = "offline"
os.environ["WANDB_SILENT"] = "true"
os.environ["HF_HUB_OFFLINE"] = "1"

library, folder, ending = sys.argv[1:]
steps_to_end = 110
pause = 0.1


def steps():
    """The numbers of the steps; takes its time, and ends the training as it should."""
    for step in itertools.count():
        if ending == "exit" and step == steps_to_end:
            return
        if ending == "crash" and step == steps_to_end:
            raise RuntimeError("the training was told to crash")
        time.sleep(pause)
        yield step


def train_wandb():
    import wandb

    run = wandb.init(project="live", name="sunny", dir=folder, config={"lr": 0.1})
    for step in steps():
        # A block of 32 KiB must be full before anything is written.
        for part in range(60):
            run.log({"loss": 1 / (1 + step), "noise": part / 3, "note": "x" * 64})
    run.finish()


def train_transformers():
    import torch
    from transformers import Trainer, TrainerCallback, TrainingArguments

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = torch.nn.Linear(4, 1)

        def forward(self, x=None, labels=None):
            return {"loss": ((self.layer(x)[:, 0] - labels) ** 2).mean()}

    class Told(TrainerCallback):
        def __init__(self):
            self.steps = steps()

        def on_step_end(self, *_, **__):
            next(self.steps, None)

    torch.manual_seed(0)
    rows = [{"x": torch.randn(4), "labels": torch.tensor(1.0)} for _ in range(8)]
    most = steps_to_end if ending == "exit" else 10_000
    arguments = TrainingArguments(
        folder, max_steps=most, logging_steps=1, save_steps=4, save_total_limit=2, report_to="none", use_cpu=True
    )
    Trainer(Model(), arguments, train_dataset=rows, callbacks=[Told()]).train()


def train_lightning():
    import lightning
    import torch
    from lightning.pytorch.loggers import CSVLogger

    class Model(lightning.LightningModule):
        def __init__(self, lr=0.1):
            super().__init__()
            self.save_hyperparameters()
            self.layer = torch.nn.Linear(4, 1)

        def training_step(self, batch, _):
            loss = self.layer(batch[0]).square().mean()
            self.log("train_loss", loss)
            return loss

        def configure_optimizers(self):
            return torch.optim.SGD(self.parameters(), lr=self.hparams.lr)

    class Told(lightning.Callback):
        def __init__(self):
            self.steps = steps()

        def on_train_batch_end(self, trainer, *_):
            if next(self.steps, None) is None:
                trainer.should_stop = True

    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.randn(8, 4)), batch_size=4)
    trainer = lightning.Trainer(
        logger=CSVLogger(folder, flush_logs_every_n_steps=1),
        log_every_n_steps=1,
        max_epochs=-1,
        callbacks=[Told()],
        accelerator="cpu",
        enable_progress_bar=False,
        enable_model_summary=False,
        enable_checkpointing=False,
    )
    trainer.fit(Model(), data)


def train_keras():
    import keras
    import numpy

    class Told(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.steps = steps()

        def on_epoch_end(self, *_):
            if next(self.steps, None) is None:
                self.model.stop_training = True

    os.makedirs(folder, exist_ok=True)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    rows = numpy.random.default_rng(0).normal(size=(16, 4))
    logger = keras.callbacks.CSVLogger(os.path.join(folder, "training.log"))
    model.fit(rows, rows[:, :1], epochs=10_000, verbose=0, callbacks=[logger, Told()])


def train_tqdm():
    from tqdm import tqdm

    most = steps_to_end if ending == "exit" else 10_000
    with tqdm(total=most, mininterval=0.2) as bar:
        for step in steps():
            bar.set_postfix(loss=1 / (1 + step), refresh=False)
            bar.update()


def train_json_lines():
    import json

    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "metrics.jsonl"), "w", buffering=1) as lines:
        for step in steps():
            lines.write(json.dumps({"step": step, "loss": 1 / (1 + step)}) + "\n")


def train_ultralytics():
    """Ultralytics 8.4 itself needs pictures and minutes: this writes its files as ultralytics/engine/trainer.py does.

    BaseTrainer.__init__ writes args.yaml; save_metrics opens results.csv anew for each epoch and sets the header before
    the first row.
    """
    os.makedirs(folder, exist_ok=True)
    most = steps_to_end if ending == "exit" else 10_000
    with open(os.path.join(folder, "args.yaml"), "w") as arguments:
        arguments.write(f"task: detect\nmode: train\nmodel: yolov8n.yaml\nepochs: {most}\ntime: null\nimgsz: 32\n")
    table = os.path.join(folder, "results.csv")
    started = time.time()
    for step in steps():
        metrics = {"train/box_loss": 1 / (1 + step), "metrics/mAP50(B)": step / most, "lr/pg0": 0.00066634}
        is_first = not os.path.exists(table)
        with open(table, "a", encoding="utf-8") as rows:
            header = ",".join(["epoch", "time", *metrics]) + "\n" if is_first else ""
            cells = [step + 1, time.time() - started, *metrics.values()]
            rows.write(header + ",".join(f"{cell:.6g}" for cell in cells) + "\n")


{
    "wandb": train_wandb,
    "transformers": train_transformers,
    "lightning": train_lightning,
    "keras": train_keras,
    "tqdm": train_tqdm,
    "jsonLines": train_json_lines,
    "ultralytics": train_ultralytics,
}[library]()
