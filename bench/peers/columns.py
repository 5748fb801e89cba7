"""The gradients of 16 theta on the same data: dgemm on 16 columns, and a pair of gemv for each."""

import numpy as np
import peer


def gemm(files, order):
    x, y = files.X, files.y[:, None]
    n, d = x.shape
    thetas = np.array(files.thetas.T, order=order)
    lanes = thetas.shape[1]
    residual, gradient = np.empty((n, lanes), order=order), np.empty((d, lanes), order=order)

    def work():
        np.matmul(x, thetas, out=residual)
        np.subtract(residual, y, out=residual)
        np.matmul(x.T, residual, out=gradient)
        np.divide(gradient, n, out=gradient)
        return gradient.T

    return work


def gemv_pairs(files):
    x, y, thetas = files.X, files.y, files.thetas
    n, d = x.shape
    residual, gradients = np.empty(n), np.empty((len(thetas), d))

    def work():
        for theta, gradient in zip(thetas, gradients):
            np.dot(x, theta, out=residual)
            np.subtract(residual, y, out=residual)
            np.dot(x.T, residual, out=gradient)
            np.divide(gradient, n, out=gradient)
        return gradients

    return work


peer.main(
    {
        "dgemm, columns strided": lambda files: gemm(files, "C"),
        "dgemm, columns contiguous": lambda files: gemm(files, "F"),
        "16 times two gemv": gemv_pairs,
    }
)
