package dev.mirrorflow.track.results;

import dev.mirrorflow.error.BadDataException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * A field that tells the order of runs, which whoever measured them added: of the first entry of
 * JMH's JSON, else of the description beside it.
 *
 * @param name with points where it is within others, as {@code conditions.date}
 */
record RunField(String name) {

  private record Run(Path path, String value) {

    Optional<BigDecimal> number() {
      try {
        return Optional.of(new BigDecimal(value));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    Optional<Instant> date() {
      return RunDate.parse(value);
    }
  }

  /** The value of a result, as text; empty if it has none. */
  Optional<String> of(Path result) {
    Path beside = MachineFile.pathBeside(result);
    Optional<String> own = value(read(result).at(0));
    return own.isPresent() || !Files.isRegularFile(beside) ? own : value(read(beside));
  }

  private static Json read(Path file) {
    try {
      return Json.read(file).orElse(new Json(null));
    } catch (JacksonException e) {
      throw new BadDataException(file + " cannot be read: " + JsonProblem.of(e), e);
    }
  }

  private Optional<String> value(Json json) {
    Json found = json;
    for (String part : name.split("\\.", -1)) {
      found = found.at(part);
    }
    return Optional.of(found.text("")).filter(text -> !text.isBlank());
  }

  /**
   * The results by their numbers, or else by their dates.
   *
   * @throws BadDataException if one has no such field, two have one value, or one has neither a
   *     number nor a date
   */
  List<Path> sorted(Collection<Path> results) {
    List<Run> runs = new ArrayList<>();
    for (Path result : results) {
      String value = of(result).orElseThrow(() -> new BadDataException(result + missing()));
      runs.add(new Run(result, value));
    }
    if (runs.stream().allMatch(r -> r.number().isPresent())) {
      return sorted(runs, Comparator.comparing(r -> r.number().orElseThrow()));
    }
    Comparator<Run> isNumber = Comparator.comparing(r -> r.number().isPresent());
    Optional<Run> strange = runs.stream().filter(r -> r.date().isEmpty()).min(isNumber);
    if (strange.isPresent()) {
      throw new BadDataException(
          strange.get().path()
              + " has '"
              + strange.get().value()
              + "' in "
              + name
              + ": neither all are numbers nor all dates as 2026-01-31T12:00:00Z; name another"
              + " --field");
    }
    return sorted(runs, Comparator.comparing(r -> r.date().orElseThrow()));
  }

  private String missing() {
    return " has no "
        + name
        + ", neither in its first entry nor in the description beside it; name another --field";
  }

  private List<Path> sorted(List<Run> runs, Comparator<Run> order) {
    runs.sort(order);
    for (int i = 1; i < runs.size(); i++) {
      if (order.compare(runs.get(i - 1), runs.get(i)) == 0) {
        throw new BadDataException(
            runs.get(i - 1).path()
                + " and "
                + runs.get(i).path().getFileName()
                + " have one "
                + name
                + ", "
                + runs.get(i).value()
                + ", so that their order is unknown; name another --field");
      }
    }
    return runs.stream().map(Run::path).toList();
  }
}
