/**
 * The landscape of the diagonal network's loss L(u, v) = R(u⊙v): its critical points and their
 * Hessians (3.4)-(3.13), the orbits of the rescaling symmetry, and the path from saddle to saddle
 * that the gradient flow follows as α → 0.
 */
package dev.mirrorflow.landscape;
