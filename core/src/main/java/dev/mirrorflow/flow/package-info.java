/**
 * The gradient flows of the lecture and their integrators: on (u, v), on θ, on the dual variable ν,
 * and for least squares, where the flow is also known exactly.
 */
package dev.mirrorflow.flow;
