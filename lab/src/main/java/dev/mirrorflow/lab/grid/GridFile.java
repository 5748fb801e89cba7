package dev.mirrorflow.lab.grid;

import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.grid.Grid;
import dev.mirrorflow.grid.GridMethod;
import dev.mirrorflow.grid.GridPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SequencedSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a grid: an object whose members are the axes, each a value or a list of values. The points
 * are all combinations, the axis written first in {@link #AXES} changing slowest.
 */
public final class GridFile {

  /** The axes and the settings common to all points. */
  static final List<String> AXES =
      List.of("seed", "n", "d", "k", "noise", "method", "step", "batch", "momentum", "alpha");

  private static final List<String> SETTINGS = List.of("tolerance", "maxIterations");

  /** Or all samples, if there are fewer. */
  private static final int DEFAULT_BATCH = 16;

  private static final long LARGEST_FILE = 10_000_000;
  static final long MOST_POINTS = 1_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private GridFile() {}

  /**
   * Reads the file.
   *
   * @throws BadDataException with the file, the member and the remedy, if it is no grid
   */
  public static Grid read(Path path) {
    try {
      return grid(new GridAxes(path, root(path)));
    } catch (IOException e) {
      throw new BadDataException(path + ": cannot be read; check the path and permissions", e);
    }
  }

  private static JsonNode root(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new BadDataException(
          path
              + (Files.exists(path)
                  ? ": is a folder, pipe or device; name a JSON file"
                  : ": no such file; check the path"));
    }
    if (Files.size(path) > LARGEST_FILE) {
      throw new BadDataException(
          path + ": is larger than the 10 MB of the largest grid; check the path");
    }
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(path));
    } catch (JacksonException e) {
      throw new BadDataException(
          path
              + ": is no JSON (line "
              + (e.getLocation() == null ? "?" : e.getLocation().getLineNr())
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("")
              + "); write an object such as {\"alpha\": [0.01, 1], \"n\": 50, \"d\": 200}",
          e);
    }
    if (!root.isObject()) {
      throw new BadDataException(
          path + ": is no JSON object; write {\"alpha\": [0.01, 1], \"n\": 50, \"d\": 200}");
    }
    for (String name : root.propertyNames()) {
      if (!AXES.contains(name) && !SETTINGS.contains(name)) {
        throw new BadDataException(
            path
                + ": unknown member "
                + GridAxes.quoted(name)
                + "; the axes are "
                + String.join(", ", AXES)
                + ", the settings "
                + String.join(", ", SETTINGS));
      }
    }
    return root;
  }

  private static Grid grid(GridAxes axes) {
    List<Long> seeds = axes.longs("seed", 1L);
    List<Integer> ns = axes.integers("n", OptionalInt.empty());
    List<Integer> ds = axes.integers("d", OptionalInt.empty());
    List<Integer> ks = axes.integers("k", OptionalInt.of(8));
    List<Double> noises = axes.doubles("noise", 0.0);
    List<GridMethod> methods = axes.methods("method");
    List<StepRule> steps = axes.steps("step");
    List<Integer> batches = axes.integers("batch", OptionalInt.of(DEFAULT_BATCH));
    List<Double> alphas = axes.alphas("alpha");
    List<Double> momenta = axes.doubles("momentum", 0.9);
    double tolerance = axes.setting("tolerance", axes.doubles("tolerance", 1e-10));
    long most = axes.setting("maxIterations", axes.longs("maxIterations", 100_000L));
    axes.requireAtMost(
        MOST_POINTS, seeds, ns, ds, ks, noises, methods, steps, batches, momenta, alphas);
    SequencedSet<GridPoint> points = new LinkedHashSet<>();
    for (long seed : seeds) {
      for (int n : ns) {
        for (int d : ds) {
          for (int k : ks) {
            for (double noise : noises) {
              for (GridMethod method : methods) {
                for (StepRule step : steps) {
                  for (int asked : batches) {
                    int batch = axes.has("batch") ? asked : Math.min(asked, n);
                    for (double momentum : momenta) {
                      for (double alpha : alphas) {
                        points.add(
                            new GridPoint(
                                alpha, seed, n, d, k, noise, method, step, batch, momentum,
                                tolerance, most));
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return new Grid(points);
  }
}
