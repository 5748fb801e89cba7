package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Threads that stay, for tasks too short to start threads for: {@link #run} shares numbered items
 * among them and the caller, without a lock and without allocation. One caller at a time. They are
 * started by the first task that has work for them, and wait until {@link #close}.
 *
 * <p>Who runs an item is left to chance, so that what an item does must not depend on it.
 */
public final class Crew implements AutoCloseable {

  /** Looks for work this often before going to sleep; some tens of microseconds. */
  private static final int SPINS = 2000;

  private static final int ROUND_SHIFT = 32;

  /**
   * The round in the upper half, in the lower how many of its items nobody has taken: one word, so
   * that a thread that comes late takes none of another round.
   */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();

  /** Null from {@link #started} on. */
  private final Thread[] helpers;

  private int started;

  /** Written before the ticket of its round, read after an item was drawn from it. */
  private IntConsumer items;

  private volatile Thread caller;
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * A crew of so many threads, the caller being one of them.
   *
   * @throws BadDataException if threads is below 1
   */
  public Crew(int threads) {
    if (threads < 1) {
      throw new BadDataException("threads = " + threads + "; at least 1 is needed");
    }
    this.helpers = new Thread[threads - 1];
  }

  /**
   * Runs {@code work} for each of 0..items-1, once each, and returns when all are done.
   *
   * @throws IllegalStateException if an item failed, with its failure as the cause
   */
  public void run(int items, IntConsumer work) {
    int wanted = Math.min(items - 1, helpers.length);
    start(wanted);
    long round = (ticket.get() >>> ROUND_SHIFT) + 1;
    this.items = work;
    failure = null;
    caller = Thread.currentThread();
    unfinished.set(items);
    ticket.set(round << ROUND_SHIFT | items);
    for (int t = 0; t < wanted; t++) {
      LockSupport.unpark(helpers[t]);
    }
    take(round);
    for (int spins = 0; unfinished.get() > 0; spins++) {
      pause(spins);
    }
    if (failure != null) {
      throw new IllegalStateException("a block of X failed", failure);
    }
  }

  private void start(int wanted) {
    for (; started < wanted; started++) {
      helpers[started] =
          Thread.ofPlatform().daemon().name("mirrorflow-crew-" + started).start(this::help);
    }
  }

  private void help() {
    long seen = 0;
    int spins = 0;
    while (!closed) {
      long round = ticket.get() >>> ROUND_SHIFT;
      if (round == seen) {
        pause(spins++);
      } else {
        take(round);
        seen = round;
        spins = 0;
      }
    }
  }

  private void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.park(this);
    }
  }

  /** Takes items of the round until none is left; the round cannot end while one is in work. */
  private void take(long round) {
    long drawn = ticket.get();
    while (drawn >>> ROUND_SHIFT == round && (int) drawn > 0) {
      if (ticket.compareAndSet(drawn, drawn - 1)) {
        work((int) drawn - 1);
      }
      drawn = ticket.get();
    }
  }

  private void work(int item) {
    try {
      items.accept(item);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (unfinished.decrementAndGet() == 0) {
      LockSupport.unpark(caller);
    }
  }

  /** Lets the threads end. */
  @Override
  public void close() {
    closed = true;
    for (int t = 0; t < started; t++) {
      LockSupport.unpark(helpers[t]);
    }
  }
}
