/**
 * Descents and flows from many initialisation scales α at once, with the same bits for any number
 * of threads; the scale that goes with the data; how many samples recovery needs.
 */
package dev.mirrorflow.sweep;
