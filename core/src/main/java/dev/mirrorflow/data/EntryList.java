package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries of a sparse matrix as a file gives them, in pieces that are never copied: 16 bytes an
 * entry.
 */
final class EntryList implements SparseMatrix.Entries {

  private static final int SMALLEST = 1 << 8;
  private static final int LARGEST = 1 << 16;

  private record Piece(int[] rows, int[] columns, double[] values) {

    Piece(int length) {
      this(new int[length], new int[length], new double[length]);
    }
  }

  private final Path path;
  private final List<Piece> pieces = new ArrayList<>();
  private Piece last = new Piece(0);
  private int used;
  private long size;

  /** Those of a file. */
  EntryList(Path path) {
    this.path = path;
  }

  /**
   * Adds an entry.
   *
   * @throws dev.mirrorflow.error.BadDataException naming the file, if a matrix of so many entries
   *     does not fit in the heap
   */
  void add(int row, int column, double value) {
    if (used == last.rows.length) {
      HeapLimit.checkEntries(path, size, 0);
      last = new Piece(Math.clamp(size, SMALLEST, LARGEST));
      pieces.add(last);
      used = 0;
    }
    last.rows[used] = row;
    last.columns[used] = column;
    last.values[used++] = value;
    size++;
  }

  /** How many there are. */
  long size() {
    return size;
  }

  @Override
  public void forEach(SparseMatrix.EntryVisitor visitor) {
    long left = size;
    for (Piece piece : pieces) {
      int count = (int) Math.min(left, piece.rows.length);
      left -= count;
      for (int k = 0; k < count; k++) {
        visitor.visit(piece.rows[k], piece.columns[k], piece.values[k]);
      }
    }
  }
}
