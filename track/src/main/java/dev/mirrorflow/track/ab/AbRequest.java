package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.compare.Criteria;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param sources of both sides
 * @param include regular expression of the benchmarks
 * @param options of JMH, for every fork
 * @param criteria of the verdicts
 * @param output folder of the run; empty for one in the cache
 * @param startOver whether forks that were measured before are thrown away
 * @param machine short name of the machine
 * @param start now, as ISO 8601
 */
record AbRequest(
    Map<Side, ProgramSource> sources,
    Effort effort,
    String include,
    List<String> options,
    Criteria criteria,
    Optional<Path> output,
    boolean startOver,
    String machine,
    String start) {}
