/** The report on one page: verdicts, history and sections that a project adds. */
package dev.mirrorflow.track.html;
