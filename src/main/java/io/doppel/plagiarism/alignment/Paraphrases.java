package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.alignment.seed.Extension;
import io.doppel.plagiarism.alignment.seed.Group;
import io.doppel.plagiarism.alignment.seed.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds passages that share little but their meaning: dense groups of units whose embeddings are alike, and which are
/// alike as a whole. Two texts on one subject have many such units; hence the demands grow with the texts.
final class Paraphrases {

  /// What edited passages are worth is in log odds; this brings the strength of embeddings to about the same scale.
  private static final double WORTH = 10;

  private Paraphrases() {}

  /// The paraphrased passages; they may overlap what else was found.
  static List<Match> of(SeededTexts pair, AlignmentSettings.Paraphrasing settings) {
    double minEvidence = settings.minEvidence() + settings.perSize() * pair.excess(settings.usualSize());
    List<Seed> seeds = pair.seeds().stream().filter(seed -> seed.strength() >= settings.minStrength()).toList();
    List<Match> matches = new ArrayList<>();
    for (List<Seed> part : Extension.groups(seeds, settings.gap())) {
      Group group = Group.of(part);
      Map<Integer, Double> here = Group.best(part, Seed::here, Seed::strength, settings.minStrength());
      Map<Integer, Double> there = Group.best(part, Seed::there, Seed::strength, settings.minStrength());
      double evidence = Math.min(Group.sum(here), Group.sum(there));
      if (evidence >= minEvidence
          && Math.min(here.size(), there.size()) >= settings.minUnits()
          && here.size() >= settings.minDensity() * (group.hereTo() - group.hereFrom())
          && there.size() >= settings.minDensity() * (group.thereTo() - group.thereFrom())
          && pair.strength(group) >= settings.minMeaning()) {
        matches.add(new Match(group.here(pair.here()), group.there(pair.there()), WORTH * evidence));
      }
    }
    return matches;
  }
}
