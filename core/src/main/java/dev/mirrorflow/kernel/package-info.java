/**
 * Arithmetic on {@code double[]} by the Vector API, with a scalar twin of each kernel. The face
 * checks its arguments; the incubator API stays inside.
 */
package dev.mirrorflow.kernel;
