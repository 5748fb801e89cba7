/**
 * Data sets: synthetic problems, readers and writers of arrays, tables and sparse matrices,
 * standardisation, and the journal of a long job. Every complaint names the file, the place and the
 * remedy.
 */
package dev.mirrorflow.data;
