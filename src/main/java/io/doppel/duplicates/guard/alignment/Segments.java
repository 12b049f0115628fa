package io.doppel.duplicates.guard.alignment;

import io.doppel.language.Word;
import java.util.ArrayList;
import java.util.List;

/// Where two texts differ when one is laid beside the other: what stands here, and what stands there in its place.
public final class Segments {

  /// Texts that differ in more than so many words in a row are no variants of one sentence.
  private static final int MAX_DIFFERING = 60;

  /// @param here words of the first text; empty where the second only has something
  /// @param there words of the second text
  public record Segment(List<Word> here, List<Word> there) {}

  private Segments() {}

  /// The places where they differ; none if they differ in too many words for that to tell anything. A longest common
  /// subsequence, with a bound on the work.
  public static List<Segment> of(Alignment alignment) {
    List<Word> here = alignment.here().list();
    List<Word> there = alignment.there().list();
    int before = 0;
    while (before < Math.min(here.size(), there.size()) && Alignment.same(here.get(before), there.get(before))) {
      before++;
    }
    int behind = 0;
    while (behind < Math.min(here.size(), there.size()) - before
        && Alignment.same(here.get(here.size() - 1 - behind), there.get(there.size() - 1 - behind))) {
      behind++;
    }
    List<Word> mine = here.subList(before, here.size() - behind);
    List<Word> theirs = there.subList(before, there.size() - behind);
    return Math.max(mine.size(), theirs.size()) > MAX_DIFFERING ? List.of() : differing(mine, theirs);
  }

  private static List<Segment> differing(List<Word> mine, List<Word> theirs) {
    int[][] common = common(mine, theirs);
    List<Segment> segments = new ArrayList<>();
    int i = 0;
    int j = 0;
    int fromMine = 0;
    int fromTheirs = 0;
    while (i < mine.size() && j < theirs.size()) {
      if (Alignment.same(mine.get(i), theirs.get(j)) && common[i][j] == common[i + 1][j + 1] + 1) {
        add(segments, mine.subList(fromMine, i), theirs.subList(fromTheirs, j));
        fromMine = ++i;
        fromTheirs = ++j;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        i++;
      } else {
        j++;
      }
    }
    add(segments, mine.subList(fromMine, mine.size()), theirs.subList(fromTheirs, theirs.size()));
    return segments;
  }

  private static void add(List<Segment> segments, List<Word> mine, List<Word> theirs) {
    if (!mine.isEmpty() || !theirs.isEmpty()) {
      segments.add(new Segment(mine, theirs));
    }
  }

  /// The lengths of the longest common subsequences from each pair of places on.
  private static int[][] common(List<Word> mine, List<Word> theirs) {
    int[][] common = new int[mine.size() + 1][theirs.size() + 1];
    for (int i = mine.size() - 1; i >= 0; i--) {
      for (int j = theirs.size() - 1; j >= 0; j--) {
        common[i][j] =
            Alignment.same(mine.get(i), theirs.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
