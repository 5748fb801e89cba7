"""Basis pursuit, min ||theta||_1 subject to X theta = y, as a linear programme by SciPy's HiGHS."""

import numpy as np
import peer
from scipy.optimize import linprog


def highs(method):
    def prepare(files):
        x, y = files.X, files.y
        d = x.shape[1]
        split = np.hstack([x, -x])

        def work():
            solution = linprog(np.ones(2 * d), A_eq=split, b_eq=y, method=method)
            return solution.x[:d] - solution.x[d:]

        return work

    return prepare


def norms_differ(answer, ours):
    norm = np.abs(ours).sum()
    return abs(np.abs(answer).sum() - norm) / norm


peer.main({method: highs(method) for method in ("highs", "highs-ds", "highs-ipm")}, norms_differ)
