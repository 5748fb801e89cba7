/**
 * JMH's JSON with the machine and the failed forks beside it, the files and folders they are in,
 * and the order of runs.
 */
package dev.mirrorflow.track.results;
