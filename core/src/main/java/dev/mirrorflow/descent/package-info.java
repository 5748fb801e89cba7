/**
 * Gradient descent, mini-batch SGD and momentum on θ or on the factors (u, v): where a descent
 * starts, the rules of its steps, where it ends, and what can be seen of it on the way. Nothing is
 * allocated between the first step and the last.
 */
package dev.mirrorflow.descent;
