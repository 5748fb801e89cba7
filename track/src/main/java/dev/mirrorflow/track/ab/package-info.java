/** Two revisions, built and measured in turns on one machine. */
package dev.mirrorflow.track.ab;
