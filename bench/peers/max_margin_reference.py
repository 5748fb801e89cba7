"""Reference norms of the hard-margin separators, min ||w|| subject to y_i <x_i, w> >= 1, by SciPy.

The l1 and the l-infinity norm are linear programmes for HiGHS; the l2 norm comes from the dual, a non-negative least-squares
problem (scipy.optimize.nnls). Prints the lines kept in MaxMarginTest. The samples come from the generator of
basis_pursuit_reference.py; a row is turned where its first feature is below its second, and then its first is raised by 0.1.
"""

import numpy as np
from scipy.optimize import linprog, nnls

from basis_pursuit_reference import Generator

PROBLEMS = [(1, 6, 3), (2, 10, 20), (3, 20, 20), (4, 30, 100), (5, 40, 15), (6, 60, 300)]


def signed(seed, n, d):
    """The rows y_i x_i."""
    g = Generator(seed)
    rows = np.array([[g.number() for _ in range(d)] for _ in range(n)])
    rows[rows[:, 0] - rows[:, 1] < 0] *= -1
    rows[:, 0] += 0.1
    return rows


def main():
    for seed, n, d in PROBLEMS:
        a = signed(seed, n, d)
        tight = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
        l1 = linprog(np.ones(2 * d), A_ub=np.hstack([-a, a]), b_ub=-np.ones(n), method="highs", options=tight)
        weights, _ = nnls(np.vstack([a.T, np.ones(n)]), np.append(np.zeros(d), 1.0), maxiter=100 * n)
        w = a.T @ weights
        w /= (a @ w).min()
        bounds = np.hstack([np.vstack([np.eye(d), -np.eye(d)]), -np.ones((2 * d, 1))])
        margins = np.hstack([-a, np.zeros((n, 1))])
        largest = linprog(
            np.append(np.zeros(d), 1.0),
            A_ub=np.vstack([margins, bounds]),
            b_ub=np.append(-np.ones(n), np.zeros(2 * d)),
            bounds=[(None, None)] * (d + 1),
            method="highs",
            options=tight,
        )
        print(f"{seed}, {n}, {d}, {l1.fun!r}, {float(np.linalg.norm(w))!r}, {largest.fun!r}", flush=True)


if __name__ == "__main__":
    main()
