/** The options that say what data to work on and how, and the problem made of them. */
package dev.mirrorflow.lab.input;
