/**
 * The face of the library: data and what descent makes of them, in a handful of types.
 *
 * <pre>{@code
 * Problem p = Problem.of(x, y);
 * Limit l = p.limit(1e-4);
 * Interpolator b = p.basisPursuit();
 * Sweep s = p.sweep(Alphas.auto()).threads(2).run();
 * Run r = p.descend().alpha(1e-2).sgd(4).seed(7).until(relativeLoss(1e-10)).traceEvery(10).run();
 * Course f = p.flow(1e-3).at(0, 1, 2, 5, 10).run();
 * }</pre>
 *
 * <p>The model is the diagonal linear network θ = u⊙v, which starts from u = √2 α, v = 0 (3.29)
 * unless something else is said. X is n x d, one sample a row; θ has d entries. The risk is R(θ) =
 * ‖Xθ - y‖²/(2n). Equation numbers are those of B. Loureiro's lecture notes "Implicit bias of
 * descent algorithms" (2025).
 *
 * <p>Results cannot be changed: an array that comes out is a copy. Their {@code toString} is a
 * summary of one or a few lines. Results are the same bits for any number of threads. A tolerance
 * means what it means in the command line.
 *
 * <p>Nothing checked is thrown. Data that cannot be used are a {@link
 * dev.mirrorflow.error.BadDataException}, and a computation that failed is a {@link
 * dev.mirrorflow.error.ComputationException}. Each says in one line what was wrong, where, and what
 * to do. A thread that is interrupted stays so, and what was computed by then is returned where
 * there is a part that can be used.
 */
package dev.mirrorflow;
