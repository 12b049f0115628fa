package io.doppel.plagiarism;

import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds which passages of a suspicious text were taken from which passages of a source.
///
/// Two kinds of evidence are joined. Runs of common words give what was copied, cut exactly. For the rest, units (see
/// [Reading]) that are alike by their words or by the cosine of their embeddings are the seeds; neighbouring seeds are
/// extended into passages; a passage must be alike as a whole; of two that overlap the better is kept. The frame is that
/// of Sanchez-Perez, Sidorov and Gelbukh (2014), "A Winning Approach to Text Alignment for Text Reuse Detection at PAN 2014".
///
/// Pure: it sees two readings and nothing else. Any thread may call.
public final class TextAlignment {

  private final AlignmentSettings settings;

  public TextAlignment(AlignmentSettings settings) {
    this.settings = settings;
  }

  /// The cases in the order of the suspicious text; no two of them overlap in it.
  ///
  /// @param here the suspicious text
  /// @param there the source, whose id the cases name
  public List<Case> align(Reading here, Reading there) {
    List<Tile> tiles = Tiling.of(here.words(), there.words(), settings.gramWords(), settings.minTile());
    List<Match> copies = Copies.of(here, there, tiles, settings);
    List<Match> matches = new ArrayList<>(copies);
    matches.addAll(Passages.of(here, there, copies, settings));
    return joined(withoutOverlaps(matches), here, there).stream()
        .map(match -> KindOfReuse.name(here, there, match, settings))
        .toList();
  }

  /// Keeps the better of two matches that overlap in the suspicious text.
  private static List<Match> withoutOverlaps(List<Match> matches) {
    List<Match> best = new ArrayList<>(matches);
    best.sort(Comparator.comparingDouble(Match::score).reversed().thenComparingInt(match -> match.here().start()));
    List<Match> kept = new ArrayList<>();
    for (Match match : best) {
      if (kept.stream().noneMatch(other -> overlaps(other.here(), match.here()))) {
        kept.add(match);
      }
    }
    kept.sort(Comparator.comparingInt(match -> match.here().start()));
    return kept;
  }

  /// Makes one of neighbours that follow each other closely in both texts.
  private List<Match> joined(List<Match> matches, Reading here, Reading there) {
    List<Match> joined = new ArrayList<>();
    for (Match match : matches) {
      Match last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && isShort(here, last.here().end(), match.here().start())
          && isShort(there, last.there().end(), match.there().start())) {
        joined.removeLast();
        joined.add(
            new Match(
                new Span(last.here().start(), match.here().end()),
                new Span(last.there().start(), match.there().end()),
                last.score() + match.score()));
      } else {
        joined.add(match);
      }
    }
    return joined;
  }

  private boolean isShort(Reading reading, int end, int start) {
    Words words = reading.words();
    return start >= end && words.weight(words.firstFrom(end), words.firstFrom(start)) <= settings.joinGap();
  }

  private static boolean overlaps(Span a, Span b) {
    return a.start() < b.end() && b.start() < a.end();
  }
}
