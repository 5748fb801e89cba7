"""Reference objectives of basis pursuit, min ||theta||_1 subject to X theta = y, by SciPy's HiGHS.

Usage:
  basis_pursuit_reference.py             print the 20 objectives kept in BasisPursuitReferenceTest
  basis_pursuit_reference.py penalties   print the objectives kept in PenaltyTest: weights, signs, both
  basis_pursuit_reference.py time        time HiGHS on the two problems of the comparison

The problems come from a 64-bit linear congruential generator that the Java side repeats bit for bit: every
number is a sum of four uniforms in a fixed order, so no library function enters. Unset OPENBLAS_CORETYPE and
OPENBLAS_L2_SIZE and set OPENBLAS_NUM_THREADS=1 before timing.
"""

import sys
import time

import numpy as np
from scipy.optimize import linprog

MASK = (1 << 64) - 1

# seed, n, d, k (0: y is dense and has nothing to do with X), noise
PROBLEMS = [
    (1, 5, 12, 1, 0.0),
    (2, 8, 20, 0, 0.0),
    (3, 10, 40, 2, 0.1),
    (4, 20, 60, 3, 0.0),
    (5, 20, 100, 0, 0.0),
    (6, 30, 100, 4, 0.01),
    (7, 40, 120, 30, 0.0),
    (8, 50, 200, 5, 0.0),
    (9, 50, 300, 5, 0.5),
    (10, 60, 300, 0, 0.0),
    (11, 80, 300, 10, 0.0),
    (12, 80, 500, 10, 0.001),
    (13, 100, 400, 0, 0.0),
    (14, 100, 800, 8, 0.0),
    (15, 100, 1000, 8, 0.1),
    (16, 120, 1000, 100, 0.0),
    (17, 150, 1000, 15, 0.01),
    (18, 150, 1500, 0, 0.0),
    (19, 200, 2000, 20, 0.0),
    (20, 200, 2000, 20, 0.1),
]


class Generator:
    """The generator of Knuth's MMIX; its top 53 bits make a uniform in [0, 1)."""

    def __init__(self, seed):
        self.state = seed

    def number(self):
        """Mean 0, variance 1/3: nearly Gaussian."""
        total = 0.0
        for _ in range(4):
            self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
            total += (self.state >> 11) * 2.0**-53
        return total - 2.0


def problem(seed, n, d, k, noise):
    """X row by row, then y: the first k columns with weights of alternating sign, and noise."""
    g = Generator(seed)
    x = np.array([[g.number() for _ in range(d)] for _ in range(n)])
    y = np.zeros(n)
    for i in range(n):
        if k == 0:
            y[i] = g.number()
        else:
            total = 0.0
            for j in range(k):
                total += (1 + j) * x[i, j] if j % 2 == 0 else -(1 + j) * x[i, j]
            y[i] = total + (noise * g.number() if noise > 0 else 0.0)
    return x, y


def highs(x, y, **options):
    d = x.shape[1]
    return linprog(np.ones(2 * d), A_eq=np.hstack([x, -x]), b_eq=y, method="highs", options=options)


def reference():
    for seed, n, d, k, noise in PROBLEMS:
        x, y = problem(seed, n, d, k, noise)
        tight = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
        solution = highs(x, y, **tight)
        p = solution.eqlin.marginals
        bound = p @ y / max(1.0, np.abs(x.T @ p).max())
        gap = abs(solution.fun - bound) / solution.fun
        print(f"{seed}, {n}, {d}, {k}, {noise}, {solution.fun!r}  # dual bound within {gap:.0e}", flush=True)


def penalties():
    """Weights 1, 2, 3, 1, ... but 0 for every 20th column: with theta of any sign, w = 1 and theta >= 0, both."""
    tight = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
    for seed, n, d, k, noise in PROBLEMS[:12]:
        x, y = problem(seed, n, d, k, noise)
        w = np.array([0.0 if j % 20 == 0 else 1.0 + j % 3 for j in range(d)])
        values = []
        for cost, matrix in (
            (np.hstack([w, w]), np.hstack([x, -x])),
            (np.ones(d), x),
            (w, x),
        ):
            solution = linprog(cost, A_eq=matrix, b_eq=y, method="highs", options=tight)
            values.append(repr(float(solution.fun)) if solution.status == 0 else "infeasible")
        print(f"{seed}, {n}, {d}, {k}, {noise}, {', '.join(values)}", flush=True)


def comparison():
    for n, d, k in ((300, 3000, 20), (600, 2000, 80)):
        x, y = problem(7, n, d, k, 0.0)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            solution = highs(x, y)
            times.append(time.perf_counter() - start)
        print(f"HiGHS n={n} d={d} k={k}: {min(times):.3f} s (median {np.median(times):.3f}), objective {solution.fun!r}", flush=True)


if __name__ == "__main__":
    {"time": comparison, "penalties": penalties}.get("".join(sys.argv[1:]), reference)()
