package dev.mirrorflow.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Files as NumPy 2 writes them: magic, version, padded dictionary, then the data given as hex. */
final class NumpyFixture {

  /** {@code [[1.5, -2, 0.1], [3e100, 0, -0.25]]}, shape (2, 3). */
  static final byte[] F8 =
      v1(
          "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }",
          "000000000000f83f00000000000000c09a9999999999b93f"
              + "3b255fb8836ecb540000000000000000000000000000d0bf");

  static final byte[] F8_FORTRAN =
      v1(
          "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }",
          "000000000000f83f3b255fb8836ecb5400000000000000c0"
              + "00000000000000009a9999999999b93f000000000000d0bf");

  static final byte[] F8_BIG_ENDIAN =
      v1(
          "{'descr': '>f8', 'fortran_order': False, 'shape': (2, 3), }",
          "3ff8000000000000c0000000000000003fb999999999999a"
              + "54cb6e83b85f253b0000000000000000bfd0000000000000");

  /** {@code [[1.5, -2, 0.125], [3, 0, -0.25]]}, shape (2, 3). */
  static final byte[] F4 =
      v1(
          "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
          "0000c03f000000c00000003e0000404000000000000080be");

  static final byte[] F4_BIG_ENDIAN_FORTRAN =
      v1(
          "{'descr': '>f4', 'fortran_order': True, 'shape': (2, 3), }",
          "3fc0000040400000c0000000000000003e000000be800000");

  static final byte[] I1_COLUMN =
      v1("{'descr': '|i1', 'fortran_order': False, 'shape': (2, 1), }", "ff02");

  static final byte[] U1 = v1("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }", "ff00");

  static final byte[] I4_ROW =
      v1("{'descr': '<i4', 'fortran_order': False, 'shape': (1, 2), }", "fbffffff07000000");

  /** {@code [-3, 2**40]} in format 2.0. */
  static final byte[] I8_V2 =
      file(
          "934e554d5059020074000000",
          "{'descr': '<i8', 'fortran_order': False, 'shape': (2,), }",
          "fdffffffffffffff0000000000010000");

  /** {@code [2.5]} in format 3.0. */
  static final byte[] F8_V3 =
      file(
          "934e554d5059030074000000",
          "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
          "0000000000000440");

  private NumpyFixture() {}

  /** A file of format 1.0 with 128 bytes before the data. */
  static byte[] v1(String dictionary, String dataHex) {
    return file("934e554d505901007600", dictionary, dataHex);
  }

  private static byte[] file(String startHex, String dictionary, String dataHex) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(HexFormat.of().parseHex(startHex));
    bytes.writeBytes(dictionary.getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(" ".repeat(127 - bytes.size()).getBytes(StandardCharsets.US_ASCII));
    bytes.write('\n');
    bytes.writeBytes(HexFormat.of().parseHex(dataHex));
    return bytes.toByteArray();
  }
}
