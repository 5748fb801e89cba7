/**
 * The JMH benchmarks with their fixtures, the profiles they are run by, and what is measured of the
 * machine beside them.
 */
package dev.mirrorflow.bench;
