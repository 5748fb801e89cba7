/** What machine a result was measured on, and what a project adds to that. */
package dev.mirrorflow.track.machine;
