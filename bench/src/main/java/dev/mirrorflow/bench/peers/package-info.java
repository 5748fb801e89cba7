/** The same work in NumPy and SciPy and here, side by side. */
package dev.mirrorflow.bench.peers;
