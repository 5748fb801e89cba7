package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.results.Attempts;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a run measured.
 *
 * @param json JMH's JSON of each side with all forks, the i-th of one side measured beside the i-th
 *     of the other
 * @param attempts which forks of each side were started, and failed
 * @param disturbed the forks beside which the reference loads stood out, and how
 * @param forks number of forks in all
 * @param failed one line for each fork that JMH reported nothing of
 * @param ending why it ended before the last round; empty if it did not
 */
record AbResult(
    Map<Side, byte[]> json,
    Map<Side, Attempts> attempts,
    SortedMap<String, String> disturbed,
    int forks,
    List<String> failed,
    String ending) {}
