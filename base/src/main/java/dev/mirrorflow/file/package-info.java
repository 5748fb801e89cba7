/**
 * Files that are written whole or not at all, and what is said where one cannot be read or written.
 */
package dev.mirrorflow.file;
