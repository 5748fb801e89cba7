package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the header of a .npy file says, a Python dictionary such as {@code {'descr': '<f8',
 * 'fortran_order': False, 'shape': (3, 2), }}. Dimensions are unbounded: nothing is trusted yet.
 */
record NpyHeader(
    String descr, NpyType type, ByteOrder order, boolean fortranOrder, List<BigInteger> shape) {

  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** NumPy allows no more dimensions. */
  private static final int MOST_DIMENSIONS = 64;

  /**
   * Parses the dictionary, which has the keys descr, fortran_order and shape and no others.
   *
   * @param python2 whether whole numbers may be written as Python 2 did, 3L
   * @throws BadDataException without a path, if it is no such dictionary or its elements are not
   *     real numbers
   */
  static NpyHeader parse(String dictionary, boolean python2) {
    Map<String, Object> entries;
    try {
      entries = NpyLiteral.dictionary(dictionary, python2);
    } catch (BadDataException e) {
      throw damaged(dictionary, e);
    }
    if (!entries.keySet().equals(KEYS)
        || !(entries.get("fortran_order") instanceof Boolean fortranOrder)) {
      throw damaged(dictionary, null);
    }
    if (entries.get("descr") instanceof NpyLiteral.Sequence) {
      throw new BadDataException(
          "holds records with named fields; save one field as a plain float64 array");
    }
    if (!(entries.get("descr") instanceof String descr)) {
      throw damaged(dictionary, null);
    }
    List<BigInteger> shape =
        shape(entries.get("shape")).orElseThrow(() -> damaged(dictionary, null));
    return new NpyHeader(descr, type(descr), order(descr), fortranOrder, shape);
  }

  /** A tuple of whole numbers. */
  private static Optional<List<BigInteger>> shape(Object value) {
    if (!(value instanceof NpyLiteral.Sequence sequence)
        || !sequence.tuple()
        || sequence.entries().size() > MOST_DIMENSIONS
        || !sequence.entries().stream().allMatch(BigInteger.class::isInstance)) {
      return Optional.empty();
    }
    return Optional.of(sequence.entries().stream().map(BigInteger.class::cast).toList());
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

  private static BadDataException damaged(String dictionary, BadDataException cause) {
    return new BadDataException(
        "has a damaged .npy header "
            + FileError.quoted(dictionary.strip())
            + "; save it again with numpy.save",
        cause);
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
