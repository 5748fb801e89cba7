/**
 * The series of a benchmark over the commits, the steps it is cut at, and the newest run against
 * those before.
 */
package dev.mirrorflow.track.history;
