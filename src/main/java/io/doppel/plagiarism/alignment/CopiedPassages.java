package io.doppel.plagiarism.alignment;

import io.doppel.language.hash.HashedWords;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.plagiarism.reading.Tile;
import io.doppel.plagiarism.reading.Tiling;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds what was copied word for word, perhaps with a word changed here and there, and cuts it exactly: from the first
/// common word to the last, with the punctuation around them that both texts share. A syllable inside a Korean word is
/// no place to begin or end, unless the other text has a space there; a longer run of syllables without a space, as
/// Chinese and Japanese have it, is no word.
final class CopiedPassages {

  /// The syllables of the longest word.
  private static final int MAX_WORD = 12;

  private CopiedPassages() {}

  /// The copied passages in the order of the suspicious text.
  static List<Match> of(Reading here, Reading there, AlignmentSettings.Copying settings) {
    List<Tile> tiles = Tiling.of(here.words(), there.words(), settings.gram(), settings.minTile());
    List<Match> matches = new ArrayList<>();
    int from = 0;
    while (from < tiles.size()) {
      int to = from + 1;
      while (to < tiles.size() && follows(tiles.get(to - 1), tiles.get(to), here, there, settings.maxGap())) {
        to++;
      }
      List<Tile> chain = tiles.subList(from, to);
      int weight = chain.stream().mapToInt(tile -> here.words().weight(tile.here(), tile.hereEnd())).sum();
      if (weight >= settings.minWeight()) {
        Tile first = first(here, there, chain.getFirst());
        Tile last = last(here, there, chain.getLast());
        // One tile may have a single boundary inside, between two parts of words.
        boolean isWhole = first.here() < last.hereEnd();
        matches.add(
            match(here, there, isWhole ? first : chain.getFirst(), isWhole ? last : chain.getLast(), weight));
      }
      from = to;
    }
    return matches;
  }

  private static boolean follows(Tile tile, Tile next, Reading here, Reading there, int gap) {
    return next.there() >= tile.thereEnd()
        && here.words().weight(tile.hereEnd(), next.here()) <= gap
        && there.words().weight(tile.thereEnd(), next.there()) <= gap;
  }

  /// A tile without the syllables before the first whole word.
  private static Tile first(Reading here, Reading there, Tile tile) {
    for (int skip = 0; skip < Math.min(MAX_WORD, tile.length()); skip++) {
      if (!here.words().isJoined(tile.here() + skip) || !there.words().isJoined(tile.there() + skip)) {
        return new Tile(tile.here() + skip, tile.there() + skip, tile.length() - skip);
      }
    }
    return tile;
  }

  /// A tile without the syllables behind the last whole word.
  private static Tile last(Reading here, Reading there, Tile tile) {
    for (int length = tile.length(); length > Math.max(0, tile.length() - MAX_WORD); length--) {
      if (endsWord(here.words(), tile.here() + length) || endsWord(there.words(), tile.there() + length)) {
        return new Tile(tile.here(), tile.there(), length);
      }
    }
    return tile;
  }

  private static boolean endsWord(HashedWords words, int end) {
    return end == words.size() || !words.isJoined(end);
  }

  private static Match match(Reading here, Reading there, Tile first, Tile last, int weight) {
    int hereStart = here.words().start(first.here());
    int thereStart = there.words().start(first.there());
    int before = 0;
    while (isSharedPunctuation(here.text(), hereStart - before - 1, there.text(), thereStart - before - 1)) {
      before++;
    }
    int hereEnd = here.words().end(last.hereEnd() - 1);
    int thereEnd = there.words().end(last.thereEnd() - 1);
    int behind = 0;
    while (isSharedPunctuation(here.text(), hereEnd + behind, there.text(), thereEnd + behind)) {
      behind++;
    }
    return new Match(
        new Span(hereStart - before, hereEnd + behind), new Span(thereStart - before, thereEnd + behind), weight);
  }

  private static boolean isSharedPunctuation(String here, int i, String there, int j) {
    if (i < 0 || j < 0 || i >= here.length() || j >= there.length()) {
      return false;
    }
    char c = here.charAt(i);
    return c == there.charAt(j)
        && !Character.isWhitespace(c)
        && !Character.isLetterOrDigit(c)
        && !Character.isSurrogate(c);
  }
}
