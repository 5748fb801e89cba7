package dev.mirrorflow.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Damages sound files in the ways that break readers: flipped bits, cuts, splices of two files,
 * repeated pieces, and words of the format, or none of it, in the wrong place. The seed decides
 * everything.
 */
final class Mutator {

  private static final int MOST_CHANGES = 4;

  /** Line ends, a mark of the byte order, bytes that are no UTF-8, numbers beyond every type. */
  private static final List<byte[]> EVERYWHERE =
      List.of(
          text("\r\n"),
          text("\n"),
          text("\0"),
          text("\uFEFF"),
          new byte[] {(byte) 0xC3, 0x28},
          new byte[] {(byte) 0xFF, (byte) 0xFE},
          text("1152921504606846976"),
          text("-1"),
          text("1e999"),
          text("9".repeat(400)),
          text("NaN"),
          text("../../x"),
          text("<script>alert(1)</script>"),
          text("\u001b[2J\u202e"),
          text("\""),
          text("'"),
          text(","));

  private final RandomGenerator random;
  private final List<byte[]> sound;
  private final List<byte[]> words;

  /**
   * A mutator.
   *
   * @param sound files to begin with
   * @param words of their format
   */
  Mutator(long seed, List<byte[]> sound, List<String> words) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.sound = sound;
    this.words = words.stream().map(Mutator::text).toList();
  }

  private static byte[] text(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** The next damaged file. */
  byte[] next() {
    byte[] file = one(sound).clone();
    int changes = random.nextInt(1 + random.nextInt(MOST_CHANGES));
    for (int change = changes; change >= 0; change--) {
      file = damaged(file);
    }
    return file;
  }

  private byte[] damaged(byte[] file) {
    int at = random.nextInt(file.length + 1);
    int end = at + random.nextInt(Math.min(64, file.length - at) + 1);
    return switch (random.nextInt(12)) {
      case 0 -> flipped(file);
      case 1 -> Arrays.copyOf(file, at);
      case 2 -> joined(file, at, new byte[0], end);
      case 3 -> joined(file, end, Arrays.copyOfRange(file, at, end), end);
      case 4 -> spliced(file, at);
      case 5 -> joined(file, at, one(EVERYWHERE), end);
      case 6 -> joined(file, at, one(words), at);
      case 7 -> joined(file, at, one(words), Math.min(file.length, at + 8));
      case 8 -> replaced(file, at, one(EVERYWHERE));
      default -> replaced(file, at, one(words));
    };
  }

  /** The file with another word in place of that at a position, which often leaves it in form. */
  private static byte[] replaced(byte[] file, int at, byte[] word) {
    int begin = at;
    while (begin > 0 && isOfWord(file[begin - 1])) {
      begin--;
    }
    int end = at;
    while (end < file.length && isOfWord(file[end])) {
      end++;
    }
    return joined(file, begin, word, end);
  }

  private static boolean isOfWord(byte b) {
    return Character.isLetterOrDigit(b) || "\".+-_".indexOf(b) >= 0;
  }

  private byte[] flipped(byte[] file) {
    if (file.length > 0) {
      file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return file;
  }

  private byte[] spliced(byte[] file, int at) {
    byte[] other = one(sound);
    byte[] tail = Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
    return joined(file, at, tail, file.length);
  }

  /** The file with the piece in place of what is between two positions. */
  private static byte[] joined(byte[] file, int begin, byte[] piece, int end) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.write(file, 0, begin);
    joined.writeBytes(piece);
    joined.write(file, end, file.length - end);
    return joined.toByteArray();
  }

  private byte[] one(List<byte[]> of) {
    return of.get(random.nextInt(of.size()));
  }
}
