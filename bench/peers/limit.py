"""The limit of the gradient flow by SciPy's solve_ivp: on (u, v), on theta (3.20), and on the dual variable.

The end time is in the files. The tolerances are about the loosest at which a method comes within 1e-8 of the
limit at n=100, d=2000, alpha=1e-3. Stiff methods on theta get the analytic Jacobian; on (u, v) they are left out,
each factor of their dense 2d x 2d matrix takes about a second. The dual flow is this project's formulation, not
what a user of SciPy would start from; it is shown for fairness.
"""

import numpy as np
import peer
from scipy.integrate import solve_ivp


def end(f, time, start, method, rtol, atol, **options):
    return solve_ivp(f, (0, time), start, method=method, t_eval=[time], rtol=rtol, atol=atol, **options).y[:, -1]


def on_factors(method, rtol):
    def prepare(files):
        x, y = files.X, files.y
        alpha, time = files.alpha_time
        n, d = x.shape

        def f(t, w):
            u, v = w[:d], w[d:]
            minus_g = x.T @ (y - x @ (u * v)) / n
            return np.concatenate([v * minus_g, u * minus_g])

        start = np.concatenate([np.full(d, np.sqrt(2) * alpha), np.zeros(d)])

        def work():
            w = end(f, time, start, method, rtol, 0.1 * rtol * alpha)
            return w[:d] * w[d:]

        return work

    return prepare


def on_theta(method, rtol):
    def prepare(files):
        x, y = files.X, files.y
        alpha, time = files.alpha_time
        n, d = x.shape
        invariant = alpha**2

        def g(theta):
            return x.T @ (x @ theta - y) / n

        def f(t, theta):
            return -2 * np.sqrt(theta**2 + invariant**2) * g(theta)

        def work():
            options = {}
            if method in ("LSODA", "BDF", "Radau"):
                hessian = x.T @ x / n

                def jacobian(t, theta):
                    root = np.sqrt(theta**2 + invariant**2)
                    out = -2 * root[:, None] * hessian
                    out[np.diag_indices(d)] -= 2 * theta / root * g(theta)
                    return out

                options["jac"] = jacobian
            return end(f, time, np.zeros(d), method, rtol, rtol * invariant, **options)

        return work

    return prepare


def on_dual(method, rtol):
    def prepare(files):
        x, y = files.X, files.y
        alpha, time = files.alpha_time
        n, d = x.shape
        invariant = alpha**2

        def f(t, nu):
            return (y - x @ (invariant * np.sinh(2 * (nu @ x)))) / n

        def jacobian(t, nu):
            return -(x * (2 * invariant * np.cosh(2 * (nu @ x)))) @ x.T / n

        def work():
            nu = end(f, time, np.zeros(n), method, rtol, rtol, jac=jacobian)
            return invariant * np.sinh(2 * (nu @ x))

        return work

    return prepare


peer.main(
    {
        "RK45 on (u, v)": on_factors("RK45", 5e-9),
        "DOP853 on (u, v)": on_factors("DOP853", 5e-9),
        "RK45 on theta": on_theta("RK45", 2e-9),
        "DOP853 on theta": on_theta("DOP853", 1e-8),
        "LSODA on theta": on_theta("LSODA", 5e-8),
        "BDF on theta": on_theta("BDF", 5e-10),
        "LSODA on our dual flow": on_dual("LSODA", 1e-6),
    }
)
