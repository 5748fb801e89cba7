"""What the scripts of this folder share: the files, the clock, the lines they print.

Every script is called as SCRIPT FOLDER [IMPLEMENTATION...], without names for all of them, and prints one line
for each: implementation, median seconds, seconds of the first run, difference from the answer, between tabs.
./mirrorflow peers --data DIR writes the files. Unset OPENBLAS_CORETYPE and OPENBLAS_L2_SIZE, which pin older
code, and set OPENBLAS_NUM_THREADS=1 before timing; ./mirrorflow peers does.
"""

import os
import sys
import time

import numpy as np

WARM_UP_SECONDS = 1
LONG_SECONDS = 2
SAMPLING_SECONDS = 1
SAMPLES = 5


class Files:
    """The arrays of a folder by their names, each read once."""

    def __init__(self, folder):
        self.folder = folder
        self.arrays = {}

    def __getattr__(self, name):
        arrays = self.__dict__["arrays"]
        if name not in arrays:
            arrays[name] = np.load(os.path.join(self.folder, name + ".npy"))
        return arrays[name]


def distance(answer, ours):
    """max|a - b|/max|b|."""
    return np.abs(answer - ours).max() / np.abs(ours).max()


def seconds(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(implementations, difference=distance):
    """Times the implementations: functions of the files that return work, which returns its answer."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER [{'|'.join(implementations)}]...")
    files = Files(sys.argv[1])
    print("#implementation\tseconds\tfirst\tdifference", flush=True)
    for name in sys.argv[2:] or implementations:
        work = implementations[name](files)
        start = time.perf_counter()
        answer = work()
        first = time.perf_counter() - start
        off = difference(np.asarray(answer).ravel(), files.answer)
        samples = [first]
        if first < LONG_SECONDS:
            spent = first
            while spent < WARM_UP_SECONDS:
                spent += seconds(work)
            samples = []
            while len(samples) < SAMPLES or sum(samples) < SAMPLING_SECONDS:
                samples.append(seconds(work))
        print(f"{name}\t{np.median(samples):.6g}\t{first:.6g}\t{off:.3g}", flush=True)
