package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats of files of data, told by the name's extension; one more, .gz, says packed. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of
public enum DataFormat {
  /** An array as numpy.save writes it. */
  NPY(List.of("npy")),
  /** Arrays with names as numpy.savez writes them. */
  NPZ(List.of("npz")),
  /** A table of text. */
  TEXT(List.of("csv", "tsv", "tab", "txt", "dat", "data"));

  private final List<String> extensions;

  DataFormat(List<String> extensions) {
    this.extensions = extensions;
  }

  /**
   * The format of a file, which is not opened.
   *
   * @throws BadDataException naming the file and what to do, if it is none of these
   */
  public static DataFormat of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    boolean isPacked = InputBytes.isPacked(file);
    String inner = isPacked ? name.substring(0, name.length() - 3) : name;
    String extension = inner.substring(inner.lastIndexOf('.') + 1);
    if (isPacked && NPZ.extensions.contains(extension)) {
      throw FileError.at(file, "is a packed archive; unpack it with gunzip");
    }
    return Arrays.stream(values())
        .filter(format -> format.extensions.contains(extension))
        .findFirst()
        .orElseThrow(() ->
            FileError.at(
                file,
                FileKind.named(inner)
                    .map(FileKind::refusal)
                    .orElse(
                        "has no known extension; give a .npy, .npz or .csv file (.tsv, .txt, .dat"
                            + " and .data are text too, .svm and .mtx sparse)")));
  }
}
