# Logs a loss with a tracker that keeps its runs in a database, one step after the other.
# Usage: python track.py mlflow|trackio|optuna FOLDER STEPS
import os
import sys
import time
from pathlib import Path

library, folder, steps = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
os.environ.update(TRACKIO_DIR=str(folder), HF_HUB_OFFLINE="1")


def values():
    for step in range(steps):
        yield step, 1 / (step + 1)
        time.sleep(0.05)


def log_mlflow():
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{folder}/mlflow.db")
    mlflow.set_experiment("live")
    with mlflow.start_run(run_name="run"):
        for step, value in values():
            mlflow.log_metric("loss", value, step=step)


def log_trackio():
    import trackio

    trackio.init(project="live", name="run")
    for step, value in values():
        trackio.log({"loss": value}, step=step)
    trackio.finish()


def log_optuna():
    import optuna

    def objective(trial):
        for step, value in values():
            trial.report(value, step)
        return value

    study = optuna.create_study(study_name="live", storage=f"sqlite:///{folder}/live.db")
    study.optimize(objective, n_trials=1)


{"mlflow": log_mlflow, "trackio": log_trackio, "optuna": log_optuna}[library]()
