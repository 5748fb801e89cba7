/**
 * What descent converges to, solved for without a trajectory and certified: the Bregman projection
 * (3.28), basis pursuit (3.32) and the lasso, the interpolator of least ℓ2 norm, maximum margins,
 * and the start that large steps or noise amount to. Nothing is returned whose proof does not hold.
 */
package dev.mirrorflow.bias;
