/**
 * The design matrix as what a solver without it asks for: its two products and its columns. It may
 * be sparse, a fast transform, a product of others, or of one's own making.
 */
package dev.mirrorflow.design;
