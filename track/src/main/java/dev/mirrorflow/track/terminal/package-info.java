/** How a command runs: errors as one line, exit codes, the status line, tables, the version. */
package dev.mirrorflow.track.terminal;
