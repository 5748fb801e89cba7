package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes JSON: indented, in the order of the maps, with line feeds on every system. */
public final class JsonFile {

  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer().with(printer());

  private JsonFile() {}

  /** The value, or null where JSON has no number for it. */
  public static Double number(double value) {
    return Double.isFinite(value) ? value : null;
  }

  /** The value, or null where there is none or JSON has no number for it. */
  public static Double number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : null;
  }

  /** Writes the whole file or nothing. */
  public static void write(Path path, Map<String, Object> content) {
    byte[] bytes = (text(content) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(path, out -> out.write(bytes));
  }

  /** The text, without a final line feed. */
  public static String text(Map<String, Object> content) {
    return WRITER.writeValueAsString(content);
  }

  private static DefaultPrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
