/** Drawings as SVG. */
package dev.mirrorflow.track.svg;
