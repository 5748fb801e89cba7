/** The tracker of any project's JMH results, as a program of its own. */
package dev.mirrorflow.track;
