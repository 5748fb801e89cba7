/** Results in the formats of other trackers. */
package dev.mirrorflow.track.export;
