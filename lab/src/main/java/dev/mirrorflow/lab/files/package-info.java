/** Which options name files that are read or written, so that no output goes over an input. */
package dev.mirrorflow.lab.files;
