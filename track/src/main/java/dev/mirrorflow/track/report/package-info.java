/** Verdicts as text, Markdown and JSON. */
package dev.mirrorflow.track.report;
