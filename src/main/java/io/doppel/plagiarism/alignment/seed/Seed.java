package io.doppel.plagiarism.alignment.seed;

import io.doppel.plagiarism.reading.MeaningSimilarity;
import java.util.List;

/// Two units that are alike.
///
/// @param here unit of the suspicious text
/// @param there unit of the source
/// @param odds log odds that one was made from the other
/// @param strength how alike they are by meaning, see [MeaningSimilarity]
public record Seed(int here, int there, float odds, float strength) {

  /// Whether it is between the first and the last unit of `group` in both texts, or at most `margin` units outside.
  public boolean isWithin(Group group, int margin) {
    return here >= group.hereFrom() - margin
        && here < group.hereTo() + margin
        && there >= group.thereFrom() - margin
        && there < group.thereTo() + margin;
  }

  /// Those of `seeds` with at least these log odds.
  public static List<Seed> ofOdds(List<Seed> seeds, float least) {
    return seeds.stream().filter(seed -> seed.odds() >= least).toList();
  }
}
