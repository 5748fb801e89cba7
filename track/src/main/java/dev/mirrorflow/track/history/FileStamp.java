package dev.mirrorflow.track.history;

import dev.mirrorflow.track.results.ResultFile;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a result was measured and of which commit, told by its name, {@code
 * 2026-01-31T235959-0123abcd.json}, where no description lies beside it; otherwise the file's own
 * time, and its name in place of the commit.
 *
 * @param date as ISO 8601
 * @param commit short hash, or the file's name
 */
record FileStamp(String date, String commit) {

  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z?-([0-9a-f]{7,40})(-.*)?\\.json");

  static FileStamp of(Path path) {
    String name = path.getFileName().toString();
    Matcher m = NAME.matcher(name);
    if (m.matches()) {
      String time = m.group(2) + ":" + m.group(3) + ":" + m.group(4);
      return new FileStamp(m.group(1) + "T" + time + "Z", m.group(5));
    }
    return new FileStamp(ResultFile.modified(path), name.replaceFirst("\\.json$", ""));
  }
}
