/** Grids of experiments from a file, on this machine or on a cluster, with a journal. */
package dev.mirrorflow.lab.grid;
