/** Plots: axes, marks, legends and mathematics, on a canvas of any kind. */
package dev.mirrorflow.lab.plot;
