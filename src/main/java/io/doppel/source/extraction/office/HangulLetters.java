package io.doppel.source.extraction.office;

import java.nio.ByteBuffer;
import java.util.BitSet;

/// What the letters of a Hangul document look like, as it tells before its text: which are white on nothing.
final class HangulLetters implements HangulFile.Records {

  private static final int CHARACTER_SHAPE = 21;

  /// Where the colours of a shape stand, behind seven fonts with what is said of each.
  private static final int COLOUR = 52;

  private static final int SHADE = 60;
  private static final int WHITE = 0x00ffffff;
  private static final int NO_SHADE = 0xffffffff;

  private final BitSet white = new BitSet();
  private int shapes;

  @Override
  public void record(int tag, int level, ByteBuffer data) {
    if (tag == CHARACTER_SHAPE) {
      boolean told = data.capacity() >= SHADE + Integer.BYTES;
      int shade = told ? data.getInt(SHADE) : 0;
      white.set(shapes, told && data.getInt(COLOUR) == WHITE && (shade == NO_SHADE || shade == WHITE));
      shapes++;
    }
  }

  boolean isWhite(int shape) {
    return shape >= 0 && white.get(shape);
  }
}
