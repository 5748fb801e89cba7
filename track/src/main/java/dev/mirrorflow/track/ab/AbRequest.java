package dev.mirrorflow.track.ab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param base revision compared with
 * @param fresh revision that is judged
 * @param rounds forks of each benchmark on each side
 * @param include regular expression of the benchmarks
 * @param options of JMH, for every fork
 * @param recipe how to build a revision
 * @param output folder of the run; empty for one in the cache
 * @param startOver whether forks that were measured before are thrown away
 * @param machine short name of the machine
 * @param start now, as ISO 8601
 */
public record AbRequest(
    String base,
    String fresh,
    int rounds,
    String include,
    List<String> options,
    BuildRecipe recipe,
    Optional<Path> output,
    boolean startOver,
    String machine,
    String start) {}
