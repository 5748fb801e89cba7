/**
 * Least squares R(θ) = ‖Xθ - y‖²/(2n), the diagonal linear network θ = u⊙v and the logistic risk:
 * losses, gradients and Hessian actions, the invariant I = (u² - v²)/2, closed forms, and the
 * potentials whose Bregman divergence the flow minimises.
 */
package dev.mirrorflow.model;
