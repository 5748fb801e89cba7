package dev.mirrorflow.descent;

/** The starts that {@link Descent#runInLanes} works off, by number. May be shared by threads. */
public interface LaneTasks {

  /** The number of the next start, or a negative one if none is left. */
  int next();

  /** The start of the given number. */
  Start.Network start(int number);

  /** Takes the result of the given number. */
  void ended(int number, DescentResult result);
}
