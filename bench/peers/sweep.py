"""Gradient descent on (u, v), theta = u*v, from u = sqrt(2) alpha, v = 0, for each alpha to the same training loss."""

import numpy as np
import peer


def loop(files):
    x, y, alphas = files.X, files.y, files.alphas
    eta, tolerance = files.eta_loss
    n, d = x.shape

    def descend(alpha):
        u = np.full(d, np.sqrt(2) * alpha)
        v = np.zeros(d)
        while True:
            theta = u * v
            r = x @ theta - y
            if r @ r / (2 * n) <= tolerance:
                return theta
            g = x.T @ r / n
            u, v = u - eta * g * v, v - eta * g * u

    return lambda: [descend(alpha) for alpha in alphas]


def columns(files):
    """All alpha as the columns of one matrix; those that have converged leave."""
    x, y, alphas = files.X, files.y[:, None], files.alphas
    eta, tolerance = files.eta_loss
    n, d = x.shape

    def work():
        answer = np.empty((len(alphas), d))
        left = np.arange(len(alphas))
        u = np.full((d, 1), np.sqrt(2)) * alphas
        v = np.zeros_like(u)
        while len(left):
            theta = u * v
            r = x @ theta - y
            done = np.einsum("ij,ij->j", r, r) / (2 * n) <= tolerance
            if done.any():
                answer[left[done]] = theta[:, done].T
                left, u, v, r = left[~done], u[:, ~done], v[:, ~done], r[:, ~done]
            g = x.T @ r / n
            u, v = u - eta * g * v, v - eta * g * u
        return answer

    return work


peer.main({"loop over alpha": loop, "alpha as columns": columns})
