package dev.mirrorflow.linalg;

/**
 * Shared libraries that netlib can call.
 *
 * @param blas path or name, as the system's loader takes it
 * @param lapack the same for LAPACK
 * @param description one line for reports
 */
record NativeLibraries(String blas, String lapack, String description) {}
