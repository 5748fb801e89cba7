package dev.mirrorflow.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a file is, by how it begins; so that one of the wrong kind is named for what it is, with
 * what to do about it. No line of column names begins like one of these.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of
enum FileKind {
  NPY("is a NumPy array", "name it .npy", List.of("\u0093NUMPY"), List.of()),
  GZIP(
      "is compressed with gzip",
      "let its name end in .gz, such as data.csv.gz, or unpack it with gunzip",
      List.of("\u001f\u008b"),
      List.of()),
  EXCEL(
      "is an Excel workbook",
      "save its sheet as CSV, or in Python pandas.read_excel(FILE).to_csv('data.csv', index=False)",
      List.of("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1"),
      List.of("xlsx", "xls", "xlsm", "xlsb")),
  OPEN_DOCUMENT(
      "is an OpenDocument spreadsheet", "save its sheet as CSV", List.of(), List.of("ods")),
  ZIP(
      "is a zip archive",
      "name it .npz if numpy.savez wrote it, otherwise unpack it first",
      List.of("PK\u0003\u0004", "PK\u0005\u0006"),
      List.of("zip")),
  PARQUET(
      "is a Parquet file",
      "convert it, in Python pandas.read_parquet(FILE).to_csv('data.csv', index=False)",
      List.of("PAR1\u0015"),
      List.of("parquet", "pq")),
  ARROW(
      "is an Arrow or Feather file",
      "convert it, in Python pandas.read_feather(FILE).to_csv('data.csv', index=False)",
      List.of("ARROW1\0\0"),
      List.of("feather", "arrow")),
  MATLAB(
      "is a MATLAB file",
      "in MATLAB writematrix(X, 'X.csv'), or in Python numpy.save('X.npy',"
          + " scipy.io.loadmat(FILE)['X'])",
      List.of("MATLAB 5.0 MAT-file"),
      List.of("mat")),
  HDF5(
      "is an HDF5 file, as MATLAB 7.3 writes too",
      "convert it, in Python numpy.save('X.npy', h5py.File(FILE)['X']), transposed if it is"
          + " MATLAB's",
      List.of("\u0089HDF\r\n\u001a\n"),
      List.of("h5", "hdf5", "hdf")),
  R_DATA(
      "is an R data file",
      "in R write.csv(data, 'data.csv', row.names = FALSE)",
      List.of("RDX2\n", "RDX3\n", "X\n\0\0\0"),
      List.of("rds", "rda", "rdata")),
  PICKLE(
      "is a Python pickle",
      "in Python numpy.save('X.npy', numpy.asarray(X))",
      List.of("\u0080\u0002", "\u0080\u0003", "\u0080\u0004", "\u0080\u0005"),
      List.of("pkl", "pickle")),
  BZIP2("is compressed with bzip2", "unpack it with bunzip2", List.of("BZh91AY"), List.of("bz2")),
  XZ("is compressed with xz", "unpack it with unxz", List.of("\u00fd7zXZ\0"), List.of("xz")),
  ZSTD(
      "is compressed with zstd",
      "unpack it with unzstd",
      List.of("(\u00b5/\u00fd"),
      List.of("zst")),
  TAR("is a tar archive", "unpack it with tar -xf first", List.of(), List.of("tar", "tgz")),
  PDF("is a PDF document", "look for the data themselves", List.of("%PDF-"), List.of("pdf")),
  GIT_LFS(
      "is a Git LFS pointer, not the data",
      "fetch them with git lfs pull",
      List.of("version https://git-lfs.github.com/spec/"),
      List.of()),
  HTML(
      "is an HTML page, not data",
      "download the raw file, by the page's link of that name",
      List.of(),
      List.of("html", "htm")),
  UTF_16(
      "is text in UTF-16", "save it in UTF-8", List.of("\u00ff\u00fe", "\u00fe\u00ff"), List.of()),
  UNKNOWN("is of no known kind", "save it as .npy or .csv", List.of(), List.of());

  /** Bytes of a file that tell. */
  static final int HEAD = 512;

  private static final int TAR_MARK = 257;

  /** Members with which the archives of spreadsheets begin. */
  private static final List<String> OFFICE =
      List.of("[Content_Types].xml", "_rels/", "docProps/", "xl/");

  private final String what;
  private final String remedy;
  private final List<String> marks;
  private final List<String> extensions;

  FileKind(String what, String remedy, List<String> marks, List<String> extensions) {
    this.what = what;
    this.remedy = remedy;
    this.marks = marks;
    this.extensions = extensions;
  }

  /** The kind of a file that begins so, UNKNOWN for text and all else. */
  static FileKind of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    for (FileKind kind : values()) {
      if (kind.marks.stream().anyMatch(text::startsWith)) {
        return kind == ZIP ? archive(text) : kind;
      }
    }
    if (text.startsWith("ustar", Math.min(TAR_MARK, text.length()))) {
      return TAR;
    }
    return isHtml(text) ? HTML : UNKNOWN;
  }

  /** The kind that a name promises, if it is one that is not read. */
  static Optional<FileKind> named(String fileName) {
    String extension = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(kind -> kind.extensions.contains(extension)).findFirst();
  }

  /** What it is and what to do, to be put behind the name of a file. */
  String refusal() {
    return what + "; " + remedy;
  }

  /** By the name of the first member, which begins 30 bytes behind the mark. */
  private static FileKind archive(String text) {
    String member = text.length() > 30 ? text.substring(30) : "";
    if (OFFICE.stream().anyMatch(member::startsWith)) {
      return EXCEL;
    }
    return member.startsWith("mimetypeapplication/vnd.oasis") ? OPEN_DOCUMENT : ZIP;
  }

  private static boolean isHtml(String text) {
    String begin = text.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    return begin.regionMatches(true, 0, "<!doctype html", 0, 14)
        || begin.regionMatches(true, 0, "<html", 0, 5)
        || begin.regionMatches(true, 0, "<head", 0, 5)
        || begin.startsWith("<?xml") && text.contains("<html");
  }
}
