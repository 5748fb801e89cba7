/**
 * Grids of experiments: the points, what makes each of them the same again, one row of results
 * each, and diagrams of phases.
 */
package dev.mirrorflow.grid;
