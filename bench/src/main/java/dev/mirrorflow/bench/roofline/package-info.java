/** The rooflines of the tracker's report: work, traffic and the roofs measured in the same run. */
package dev.mirrorflow.bench.roofline;
