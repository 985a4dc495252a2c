"""Loads every run under a directory as TensorBoard's Python backend does, with sampling off; prints how many scalars.

Usage: python load_events.py DIR
"""

import os
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

points = 0
for folder, _, files in sorted(os.walk(sys.argv[1])):
    if any("tfevents" in file for file in files):
        accumulator = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
        accumulator.Reload()
        tags = accumulator.Tags()
        points += sum(len(accumulator.Scalars(tag)) for tag in tags["scalars"])
        points += sum(len(accumulator.Tensors(tag)) for tag in tags["tensors"])
print(points)
