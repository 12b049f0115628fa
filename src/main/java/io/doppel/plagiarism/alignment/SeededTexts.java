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
import java.util.List;

/// Two texts side by side: how alike their units are, and the seeds.
final class SeededTexts {

  private final Reading here;
  private final Reading there;
  private final LexicalSimilarity words;
  private final MeaningSimilarity meanings;
  private final List<Seed> seeds;

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

  /// Every pair of units that may be of use, in the order of the suspicious text, then of the source.
  List<Seed> seeds() {
    return seeds;
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
    List<Seed> found = new ArrayList<>();
    float[] cosine = new float[there.size()];
    float[] dice = new float[there.size()];
    float[] strength = new float[there.size()];
    for (int i = 0; i < here.size(); i++) {
      Cancellation.check();
      words.row(i, cosine, dice);
      meanings.row(i, strength);
      for (int j = 0; j < there.size(); j++) {
        float odds =
            weights.cosine() * cosine[j]
                + weights.dice() * dice[j]
                + weights.meaning() * strength[j]
                + weights.bias();
        if (odds >= leastOdds || strength[j] >= leastStrength) {
          found.add(new Seed(i, j, odds, strength[j]));
        }
      }
    }
    return found;
  }
}
