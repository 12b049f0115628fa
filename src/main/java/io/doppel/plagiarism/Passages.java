package io.doppel.plagiarism;

import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.List;

/// Finds passages that were edited or told in other words, from units that are alike.
final class Passages {

  private final Reading here;
  private final Reading there;
  private final AlignmentSettings settings;
  private final LexicalSimilarity words;
  private final MeaningSimilarity meanings;

  private Passages(Reading here, Reading there, AlignmentSettings settings) {
    this.here = here;
    this.there = there;
    this.settings = settings;
    this.words = new LexicalSimilarity(here, there);
    this.meanings = new MeaningSimilarity(here, there, settings.minDeviations());
  }

  /// The passages of units that `copies` leave over.
  static List<Match> of(Reading here, Reading there, List<Match> copies, AlignmentSettings settings) {
    Passages passages = new Passages(here, there, settings);
    List<Match> matches = new ArrayList<>();
    for (List<Seed> group : Extension.groups(passages.seeds(copies), settings.gap())) {
      passages.add(group, settings.gap(), matches);
    }
    return matches;
  }

  private List<Seed> seeds(List<Match> copies) {
    List<Seed> seeds = new ArrayList<>();
    float[] cosine = new float[there.size()];
    float[] dice = new float[there.size()];
    float[] meaning = new float[there.size()];
    for (int i = 0; i < here.size(); i++) {
      if (isCopied(here.unit(i), copies)) {
        continue;
      }
      words.row(i, cosine, dice);
      meanings.row(i, meaning);
      for (int j = 0; j < there.size(); j++) {
        boolean byWords = cosine[j] >= settings.minCosine() && dice[j] >= settings.minDice();
        if ((byWords || meaning[j] >= settings.minMeaning()) && !isExplained(i, j, copies)) {
          seeds.add(new Seed(i, j, byWords));
        }
      }
    }
    return seeds;
  }

  /// Whether both units are alike because the same copied passage reaches into them.
  private boolean isExplained(int i, int j, List<Match> copies) {
    return copies.stream()
        .anyMatch(copy -> overlap(here.unit(i), copy.here()) > 0 && overlap(there.unit(j), copy.there()) > 0);
  }

  private static int overlap(Span a, Span b) {
    return Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.start(), b.start()));
  }

  private static boolean isCopied(Span unit, List<Match> copies) {
    int copied = 0;
    for (Match copy : copies) {
      copied += overlap(unit, copy.here());
    }
    return 2 * copied > unit.length();
  }

  /// Adds the passage of a group if it is alike as a whole; else tries its parts at smaller gaps.
  private void add(List<Seed> group, int gap, List<Match> matches) {
    int hereFrom = group.stream().mapToInt(Seed::here).min().orElseThrow();
    int hereTo = group.stream().mapToInt(Seed::here).max().orElseThrow() + 1;
    int thereFrom = group.stream().mapToInt(Seed::there).min().orElseThrow();
    int thereTo = group.stream().mapToInt(Seed::there).max().orElseThrow() + 1;
    Span hereSpan = new Span(here.unit(hereFrom).start(), here.unit(hereTo - 1).end());
    Span thereSpan = new Span(there.unit(thereFrom).start(), there.unit(thereTo - 1).end());
    if (weight(here, hereFrom, hereTo) < settings.minPassage()
        || weight(there, thereFrom, thereTo) < settings.minPassage()) {
      return;
    }
    float cosine = words.passages(hereFrom, hereTo, thereFrom, thereTo);
    float meaning = meanings.passages(Reading.dot(here.meaning(hereSpan), there.meaning(thereSpan)));
    boolean byWords = cosine >= settings.minPassageCosine() && group.stream().anyMatch(Seed::byWords);
    boolean byMeaning = meaning >= settings.minPassageMeaning() && group.size() >= settings.minSeeds();
    if (byWords || byMeaning) {
      double score = (double) Math.max(cosine, meaning) * weight(here, hereFrom, hereTo);
      matches.add(new Match(hereSpan, thereSpan, score));
    } else if (gap > 0) {
      for (List<Seed> part : Extension.groups(group, gap - 1)) {
        add(part, gap - 1, matches);
      }
    }
  }

  private static int weight(Reading reading, int from, int to) {
    return reading.words().weight(reading.firstWord(from), reading.firstWord(to));
  }
}
