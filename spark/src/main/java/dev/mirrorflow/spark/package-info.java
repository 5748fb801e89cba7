/** Grids of experiments, and limits and descents on an X by columns, on Apache Spark. */
package dev.mirrorflow.spark;
