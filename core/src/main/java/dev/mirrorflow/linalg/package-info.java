/**
 * The design matrix in memory and by columns of a file, its factorisations, and the BLAS and LAPACK
 * that are in force.
 */
package dev.mirrorflow.linalg;
