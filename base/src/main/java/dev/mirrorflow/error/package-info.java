/**
 * What is said when something cannot be done: the user's bad data and a computation that failed,
 * one line each with the remedy.
 */
package dev.mirrorflow.error;
