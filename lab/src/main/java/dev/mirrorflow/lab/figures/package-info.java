/** The figures of the lecture, drawn from computations. */
package dev.mirrorflow.lab.figures;
