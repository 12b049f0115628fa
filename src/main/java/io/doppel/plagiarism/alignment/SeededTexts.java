package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.alignment.seed.Group;
import io.doppel.plagiarism.alignment.seed.Seed;
import io.doppel.plagiarism.reading.LexicalSimilarity;
import io.doppel.plagiarism.reading.MeaningSimilarity;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.vector.Vectors;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Two texts side by side: how alike their units are, and the seeds.
final class SeededTexts {

  /// Seeds in all, and of one unit at least.
  private static final int MOST_SEEDS = 200_000;

  private static final int LEAST_OF_A_UNIT = 20;

  private final Reading here;
  private final Reading there;
  private final LexicalSimilarity words;
  private final MeaningSimilarity meanings;
  private final List<Seed> seeds;
  private boolean truncated;

  SeededTexts(Reading here, Reading there, AlignmentSettings settings) {
    this.here = here;
    this.there = there;
    this.words = new LexicalSimilarity(here, there);
    this.meanings = new MeaningSimilarity(here, there, settings.seeding().minDeviations());
    this.seeds = findSeeds(settings);
  }

  Reading here() {
    return here;
  }

  Reading there() {
    return there;
  }

  /// The pairs of units that may be of use, in the order of the suspicious text, then of the source; the best of them
  /// where a unit is like very many.
  List<Seed> seeds() {
    return seeds;
  }

  /// Whether more pairs of units were alike.
  boolean truncated() {
    return truncated;
  }

  /// Number of pairs of units.
  double size() {
    return (double) here.size() * there.size();
  }

  /// The tf-isf cosine of a group's two passages.
  float cosine(Group group) {
    return words.passages(group.hereFrom(), group.hereTo(), group.thereFrom(), group.thereTo());
  }

  /// The strength of the cosine of a group's two passages, see [MeaningSimilarity].
  float strength(Group group) {
    return meanings.passages(Vectors.dot(here.meaning(group.here(here)), there.meaning(group.there(there))));
  }

  /// Whether two units are alike only because the same copied passage reaches into both.
  ///
  /// @param minRest least tf-isf cosine of what the copy leaves over, if they are alike beyond it
  boolean isExplained(Seed seed, List<Match> copies, float minRest) {
    Span unitHere = here.unit(seed.here());
    Span unitThere = there.unit(seed.there());
    return copies.stream()
        .anyMatch(copy -> copy.meets(unitHere, unitThere) && rest(seed, copy) < minRest);
  }

  private float rest(Seed seed, Match copy) {
    return words.rest(here, seed.here(), copy.here(), there, seed.there(), copy.there());
  }

  /// More pairs of units than usual, as a natural logarithm; 0 for smaller texts.
  double excess(double usual) {
    return Math.max(0, Math.log(size() / usual));
  }

  private List<Seed> findSeeds(AlignmentSettings settings) {
    AlignmentSettings.Seeding weights = settings.seeding();
    float leastOdds =
        Math.min(
            Math.min(settings.extending().minOdds(), settings.extending().minEdge()), settings.summarizing().minOdds());
    float leastStrength = settings.paraphrasing().minStrength();
    int most = Math.max(LEAST_OF_A_UNIT, MOST_SEEDS / here.size());
    List<Seed> found = new ArrayList<>();
    float[] cosine = new float[there.size()];
    float[] dice = new float[there.size()];
    float[] strength = new float[there.size()];
    for (int i = 0; i < here.size(); i++) {
      Cancellation.check();
      words.row(i, cosine, dice);
      meanings.row(i, strength);
      List<Seed> ofUnit = new ArrayList<>();
      for (int j = 0; j < there.size(); j++) {
        float odds =
            weights.cosine() * cosine[j]
                + weights.dice() * dice[j]
                + weights.meaning() * strength[j]
                + weights.bias();
        if (odds >= leastOdds || strength[j] >= leastStrength) {
          ofUnit.add(new Seed(i, j, odds, strength[j]));
        }
      }
      found.addAll(ofUnit.size() <= most ? ofUnit : best(ofUnit, most));
      truncated |= ofUnit.size() > most;
    }
    return found;
  }

  /// The seeds of one unit that say most, in the order of the source. Of equal ones those count that stand where the
  /// unit stands in its own text: so a text full of the same lines is one case of its copy.
  private List<Seed> best(List<Seed> seeds, int most) {
    return seeds.stream()
        .sorted(
            Comparator.comparingDouble((Seed seed) -> -seed.odds())
                .thenComparingLong(
                    seed -> Math.abs((long) seed.here() * there.size() - (long) seed.there() * here.size())))
        .limit(most)
        .sorted(Comparator.comparingInt(Seed::there))
        .toList();
  }
}
