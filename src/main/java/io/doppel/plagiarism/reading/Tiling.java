package io.doppel.plagiarism.reading;

import io.doppel.language.hash.HashedWords;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the runs of words that two texts have in common, long ones before short ones where they overlap, so that no
/// word of the suspicious text is in two of them. A source may be used more than once. This is the aim of greedy string
/// tiling (Wise, 1993, "String Similarity via Greedy String Tiling and Running Karp-Rabin Matching") reached in one
/// pass, in the way of a data compressor: the longest run from here on, unless a longer one begins inside it.
public final class Tiling {

  /// Runs that begin at more places of the source than this are phrases, and only the first places are tried.
  private static final int MAX_PLACES = 16;

  /// A longer run is looked for up to so many words into the one at hand.
  private static final int MAX_LOOK_AHEAD = 64;

  private static final int[] NOWHERE = {};

  private final HashedWords here;
  private final HashedWords there;
  private final int gram;
  private final Map<Long, int[]> places;

  private Tiling(HashedWords here, HashedWords there, int gram) {
    this.here = here;
    this.there = there;
    this.gram = gram;
    this.places = HashMap.newHashMap(there.size());
    for (int i = 0; i + gram <= there.size(); i++) {
      int place = i;
      places.compute(hash(there, i), (key, known) -> with(known, place));
    }
  }

  /// The tiles in the order of the suspicious text.
  ///
  /// @param gram least number of words of a tile, at least 1
  /// @param minWeight least weight of a tile
  public static List<Tile> of(HashedWords here, HashedWords there, int gram, int minWeight) {
    Tiling tiling = new Tiling(here, there, gram);
    List<Tile> tiles = new ArrayList<>();
    int at = 0;
    while (at + gram <= here.size()) {
      Cancellation.check();
      Tile tile = tiling.longestAt(at, gram - 1);
      if (tile == null) {
        at++;
        continue;
      }
      Tile longer = tiling.longerInside(tile);
      Tile kept = longer == null ? tile : new Tile(tile.here(), tile.there(), longer.here() - tile.here());
      if (kept.length() >= gram && here.weight(kept.here(), kept.hereEnd()) >= minWeight) {
        tiles.add(kept);
      }
      at = kept.hereEnd();
    }
    return tiles;
  }

  private @Nullable Tile longerInside(Tile tile) {
    int last = Math.min(tile.hereEnd() - 1, tile.here() + MAX_LOOK_AHEAD);
    for (int i = tile.here() + 1; i <= last && i + gram <= here.size(); i++) {
      Tile longer = longestAt(i, tile.length());
      if (longer != null) {
        return longer;
      }
    }
    return null;
  }

  /// The longest run from a word of the suspicious text on, if it is longer than `shorter` words.
  private @Nullable Tile longestAt(int i, int shorter) {
    int best = shorter;
    int bestPlace = -1;
    for (int j : places.getOrDefault(hash(here, i), NOWHERE)) {
      if (matches(i + best, j + best)) {
        int length = 0;
        while (matches(i + length, j + length)) {
          length++;
        }
        if (length > best) {
          best = length;
          bestPlace = j;
        }
      }
    }
    return bestPlace < 0 ? null : new Tile(i, bestPlace, best);
  }

  private boolean matches(int i, int j) {
    return i < here.size() && j < there.size() && here.form(i) == there.form(j);
  }

  private long hash(HashedWords words, int from) {
    long hash = gram;
    for (int i = from; i < from + gram; i++) {
      hash = HashedWords.mix(hash, words.form(i));
    }
    return hash;
  }

  private static int[] with(int @Nullable [] known, int place) {
    if (known == null) {
      return new int[] {place};
    }
    if (known.length >= MAX_PLACES) {
      return known;
    }
    int[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = place;
    return more;
  }
}
