package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of a .npy file says, a Python dictionary such as {@code {'descr': '<f8',
 * 'fortran_order': False, 'shape': (3, 2), }}. Dimensions are unbounded: nothing is trusted yet.
 */
record NpyHeader(
    String descr, NpyType type, ByteOrder order, boolean fortranOrder, List<BigInteger> shape) {

  private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*(['\"])(.*?)\\1");
  private static final Pattern RECORD = Pattern.compile("['\"]descr['\"]\\s*:\\s*[\\[(]");
  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([\\d\\sL,]*+)\\)");
  private static final Pattern DIMENSION = Pattern.compile("\\d++");

  /** NumPy allows no more dimensions. */
  private static final int MOST_DIMENSIONS = 64;

  private static final int MOST_DIGITS = 30;

  /**
   * Parses the dictionary.
   *
   * @throws BadDataException without a path, if it is no such dictionary or its elements are not
   *     real numbers
   */
  static NpyHeader parse(String dictionary) {
    if (RECORD.matcher(dictionary).find()) {
      throw new BadDataException(
          "holds records with named fields; save one field as a plain float64 array");
    }
    String descr = find(DESCR, dictionary).group(2);
    boolean fortranOrder = find(FORTRAN, dictionary).group(1).equals("True");
    List<BigInteger> shape = new ArrayList<>();
    Matcher dimension = DIMENSION.matcher(find(SHAPE, dictionary).group(1));
    while (dimension.find()) {
      if (shape.size() == MOST_DIMENSIONS || dimension.group().length() > MOST_DIGITS) {
        throw damaged(dictionary);
      }
      shape.add(new BigInteger(dimension.group()));
    }
    return new NpyHeader(descr, type(descr), order(descr), fortranOrder, List.copyOf(shape));
  }

  /** The shape as Python writes it, such as (3, 2) or (3,). */
  String shapeText() {
    List<String> dimensions = shape.stream().map(BigInteger::toString).toList();
    return "(" + String.join(", ", dimensions) + (shape.size() == 1 ? ",)" : ")");
  }

  /** Bytes of data that the shape asks for. */
  BigInteger dataBytes() {
    return shape.stream().reduce(BigInteger.valueOf(type.bytes()), BigInteger::multiply);
  }

  private static Matcher find(Pattern pattern, String dictionary) {
    Matcher matcher = pattern.matcher(dictionary);
    if (!matcher.find()) {
      throw damaged(dictionary);
    }
    return matcher;
  }

  private static BadDataException damaged(String dictionary) {
    return new BadDataException(
        "has a damaged .npy header "
            + FileError.quoted(dictionary.strip())
            + "; save it again with numpy.save");
  }

  private static NpyType type(String descr) {
    if (descr.startsWith("O") || descr.startsWith("|O")) {
      throw new BadDataException(
          "holds pickled objects, which are not read; save it with .astype('float64')");
    }
    return NpyType.of(descr.replaceFirst("^[<>|=]", ""))
        .orElseThrow(() ->
            new BadDataException(
                "has elements of type "
                    + FileError.quoted(descr)
                    + ", which are not read as real numbers; save it with"
                    + " .astype('float64')"));
  }

  private static ByteOrder order(String descr) {
    return switch (descr.charAt(0)) {
      case '>' -> ByteOrder.BIG_ENDIAN;
      case '=' -> ByteOrder.nativeOrder();
      default -> ByteOrder.LITTLE_ENDIAN;
    };
  }
}
