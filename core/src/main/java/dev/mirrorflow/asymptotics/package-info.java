/**
 * What the interpolators do on Gaussian designs as n and d grow in proportion: test errors and
 * norms without any data.
 */
package dev.mirrorflow.asymptotics;
