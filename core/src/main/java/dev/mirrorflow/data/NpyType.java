package dev.mirrorflow.data;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The element types of .npy files that are read as double, by the name after the byte order. */
@SuppressWarnings("ImmutableEnumChecker") // the decoders are stateless
enum NpyType {
  F8("f8", Double.BYTES, ByteBuffer::getDouble),
  F4("f4", Float.BYTES, ByteBuffer::getFloat),
  F2("f2", Short.BYTES, buffer -> Float.float16ToFloat(buffer.getShort())),
  I1("i1", Byte.BYTES, ByteBuffer::get),
  I2("i2", Short.BYTES, ByteBuffer::getShort),
  I4("i4", Integer.BYTES, ByteBuffer::getInt),
  /** Beyond 2^53 rounded to the nearest double. */
  I8("i8", Long.BYTES, ByteBuffer::getLong),
  U1("u1", Byte.BYTES, buffer -> Byte.toUnsignedInt(buffer.get())),
  U2("u2", Short.BYTES, buffer -> Short.toUnsignedInt(buffer.getShort())),
  U4("u4", Integer.BYTES, buffer -> Integer.toUnsignedLong(buffer.getInt())),
  /** Beyond 2^53 rounded to the nearest double. */
  U8("u8", Long.BYTES, buffer -> unsigned(buffer.getLong())),
  /** False and true, 0 and 1. */
  B1("b1", Byte.BYTES, buffer -> buffer.get() == 0 ? 0 : 1);

  private final String code;
  private final int bytes;
  private final ToDoubleFunction<ByteBuffer> decoder;

  NpyType(String code, int bytes, ToDoubleFunction<ByteBuffer> decoder) {
    this.code = code;
    this.bytes = bytes;
    this.decoder = decoder;
  }

  static Optional<NpyType> of(String code) {
    for (NpyType type : values()) {
      if (type.code.equals(code)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Size of an element in bytes. */
  int bytes() {
    return bytes;
  }

  /** Takes the next element, in the buffer's byte order. */
  double next(ByteBuffer buffer) {
    return decoder.applyAsDouble(buffer);
  }

  /** Half of it with the last bit kept in view of rounding, doubled. */
  private static double unsigned(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
  }
}
