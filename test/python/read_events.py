"""Prints what TensorBoard itself reads from the event files under a directory, as lines of JSON.

Usage: python read_events.py DIR loader|accumulator
loader: every scalar of every file in file order. accumulator: the scalars of each run as TensorBoard's Python backend
keeps them. A line: {"run": …, "tag": …, "step": …, "wallTime": …, "value": …}
"""

import json
import math
import os
import sys
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.util import tensor_util

root = Path(sys.argv[1])


def number(value):
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def show(run, tag, step, wall_time, value):
    line = {"run": run, "tag": tag, "step": step, "wallTime": wall_time, "value": number(value)}
    print(json.dumps(line, allow_nan=False))


def from_loader(run, folder):
    scalars = set()
    for file in sorted(folder.glob("*tfevents*")):
        for event in EventFileLoader(str(file)).Load():
            for value in event.summary.value:
                if value.metadata.plugin_data.plugin_name == "scalars":
                    scalars.add(value.tag)
                if value.tag in scalars:
                    number = tensor_util.make_ndarray(value.tensor).item()
                    show(run, value.tag, event.step, event.wall_time, number)


def from_accumulator(run, folder):
    accumulator = EventAccumulator(str(folder), size_guidance={"scalars": 0, "tensors": 0})
    accumulator.Reload()
    tags = accumulator.Tags()
    for tag in sorted(tags["scalars"]):
        for point in accumulator.Scalars(tag):
            show(run, tag, point.step, point.wall_time, point.value)
    for tag in sorted(tags["tensors"]):
        if accumulator.SummaryMetadata(tag).plugin_data.plugin_name != "scalars":
            continue
        for point in accumulator.Tensors(tag):
            show(run, tag, point.step, point.wall_time, tensor_util.make_ndarray(point.tensor_proto).item())


read = {"loader": from_loader, "accumulator": from_accumulator}[sys.argv[2]]
for folder, _, files in sorted(os.walk(root)):
    if any("tfevents" in file for file in files):
        read(Path(folder).relative_to(root).as_posix(), Path(folder))
