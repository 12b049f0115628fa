package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.alignment.seed.Group;
import io.doppel.plagiarism.alignment.seed.Seed;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds summaries: neighbouring units of the suspicious text whose best partners are spread over a much longer part of
/// the source, so that no compact passage explains them.
final class Summaries {

  private final SeededTexts pair;
  private final AlignmentSettings.Summarizing settings;
  private final float minOdds;

  private Summaries(SeededTexts pair, AlignmentSettings.Summarizing settings) {
    this.pair = pair;
    this.settings = settings;
    double excess = Math.max(0, Math.log((double) pair.there().size() / settings.usualSize()));
    this.minOdds = settings.minOdds() + settings.perSize() * (float) excess;
  }

  /// The `matches`, with those that are part of a summary replaced by it.
  static List<Match> over(List<Match> matches, SeededTexts pair, AlignmentSettings.Summarizing settings) {
    Summaries summaries = new Summaries(pair, settings);
    List<Match> all = new ArrayList<>(matches);
    List<Seed> best = summaries.bestPartners();
    int from = 0;
    for (int i = 1; i <= best.size(); i++) {
      if (i == best.size() || best.get(i).here() - best.get(i - 1).here() > settings.gap() + 1) {
        summaries.replace(best.subList(from, i), all);
        from = i;
      }
    }
    return all;
  }

  /// The best partner of each unit of the suspicious text that has one, in its order.
  private List<Seed> bestPartners() {
    Map<Integer, Seed> best = new HashMap<>();
    for (Seed seed : Seed.ofOdds(pair.seeds(), minOdds)) {
      best.merge(seed.here(), seed, (a, b) -> a.odds() >= b.odds() ? a : b);
    }
    List<Seed> ordered = new ArrayList<>(best.values());
    ordered.sort(Comparator.comparingInt(Seed::here));
    return ordered;
  }

  private void replace(List<Seed> seeds, List<Match> matches) {
    Cancellation.check();
    Group group = Group.of(seeds);
    Span here = group.here(pair.here());
    Span there = group.there(pair.there());
    double evidence = Group.evidence(seeds, minOdds);
    if (seeds.size() < settings.minUnits()
        || evidence < settings.minEvidence()
        || there.length() < settings.minRatio() * here.length()) {
      return;
    }
    List<Match> parts = matches.stream().filter(match -> Match.overlap(match.here(), here) > 0).toList();
    if (parts.stream().noneMatch(part -> explains(part, seeds, evidence))) {
      matches.removeAll(parts);
      matches.add(new Match(here, source(there), evidence));
    }
  }

  /// Whether a compact passage has most of the evidence for itself.
  private boolean explains(Match part, List<Seed> seeds, double evidence) {
    List<Seed> inside =
        seeds.stream()
            .filter(seed -> part.meets(pair.here().unit(seed.here()), pair.there().unit(seed.there())))
            .toList();
    return Group.evidence(inside, minOdds) > settings.maxShare() * evidence
        && part.there().length() < settings.minRatio() * part.here().length();
  }

  private Span source(Span there) {
    Reading source = pair.there();
    return there.length() < settings.minSpread() * source.text().length()
        ? there
        : new Span(source.unit(0).start(), source.unit(source.size() - 1).end());
  }
}
