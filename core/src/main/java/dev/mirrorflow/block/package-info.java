/**
 * The design matrix as a sequence of column blocks. Given the residual, a block of columns needs
 * nothing else for its gradient, its step and its part of the next residual: a step reads X once.
 */
package dev.mirrorflow.block;
