/** Revisions, working trees and the order of commits. */
package dev.mirrorflow.track.git;
