package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.alignment.seed.Extension;
import io.doppel.plagiarism.alignment.seed.Group;
import io.doppel.plagiarism.alignment.seed.Seed;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds passages that were edited: groups of seeds that have enough evidence and are alike as a whole. What is copied
/// word for word stays as it is, unless it is a part of such a passage.
final class Passages {

  private final SeededTexts pair;
  private final AlignmentSettings.Extending settings;
  private final float minRest;
  private final double minEvidence;
  private final List<List<Seed>> seedsByUnit = new ArrayList<>();
  private final List<Match> copies;
  private final List<Match> passages = new ArrayList<>();

  private Passages(SeededTexts pair, List<Match> copies, AlignmentSettings settings) {
    this.pair = pair;
    this.settings = settings.extending();
    this.minRest = settings.copying().minRest();
    this.minEvidence =
        this.settings.minEvidence() + this.settings.perSize() * pair.excess(this.settings.usualSize());
    this.copies = new ArrayList<>(copies);
    for (int i = 0; i < pair.here().size(); i++) {
      seedsByUnit.add(new ArrayList<>());
    }
    for (Seed seed : Seed.ofOdds(pair.seeds(), this.settings.minEdge())) {
      seedsByUnit.get(seed.here()).add(seed);
    }
  }

  /// The edited passages, and those of `copies` that are no part of one.
  static List<Match> of(SeededTexts pair, List<Match> copies, AlignmentSettings settings) {
    Passages passages = new Passages(pair, copies, settings);
    List<Seed> seeds = Seed.ofOdds(pair.seeds(), settings.extending().minOdds());
    for (List<Seed> group : Extension.groups(seeds, settings.extending().gap())) {
      passages.add(group, settings.extending().gap());
    }
    List<Match> matches = new ArrayList<>(passages.copies);
    matches.addAll(passages.passages);
    return matches;
  }

  /// Adds the passage of a group if it is alike as a whole; else tries its parts at smaller gaps.
  private void add(List<Seed> seeds, int gap) {
    Group group = Group.of(seeds);
    Span here = group.here(pair.here());
    Span there = group.there(pair.there());
    List<Match> inside = copies.stream().filter(copy -> copy.meets(here, there)).toList();
    List<Seed> edited = new ArrayList<>();
    for (Seed seed : seeds) {
      Cancellation.check();
      if (!pair.isExplained(seed, inside, minRest)) {
        edited.add(seed);
      }
    }
    if (Group.evidence(edited, settings.minOdds()) < minEvidence
        || weight(pair.here(), group.hereFrom(), group.hereTo()) < settings.minWeight()
        || weight(pair.there(), group.thereFrom(), group.thereTo()) < settings.minWeight()) {
      return;
    }
    if (pair.cosine(group) >= settings.minCosine() || pair.strength(group) >= settings.minMeaning()) {
      Group whole = grown(Group.of(edited));
      Match passage =
          new Match(
              whole.here(pair.here()), whole.there(pair.there()), Group.evidence(seeds, settings.minOdds()));
      passages.add(inside.stream().reduce(passage, Passages::with));
      copies.removeAll(inside);
    } else if (gap > 0) {
      for (List<Seed> part : Extension.groups(seeds, gap - 1)) {
        add(part, gap - 1);
      }
    }
  }

  /// Adds what adjoins the group in both texts, until nothing more does.
  private Group grown(Group group) {
    Group grown = group;
    Seed next = adjoining(grown);
    while (next != null) {
      Cancellation.check();
      List<Seed> more = new ArrayList<>(grown.seeds());
      more.add(next);
      grown = Group.of(more);
      next = adjoining(grown);
    }
    return grown;
  }

  private @Nullable Seed adjoining(Group group) {
    int to = Math.min(pair.here().size(), group.hereTo() + 1);
    for (int i = Math.max(0, group.hereFrom() - 1); i < to; i++) {
      for (Seed seed : seedsByUnit.get(i)) {
        if (seed.isWithin(group, 1) && !seed.isWithin(group, 0)) {
          return seed;
        }
      }
    }
    return null;
  }

  private static Match with(Match passage, Match copy) {
    return new Match(
        Match.hull(passage.here(), copy.here()), Match.hull(passage.there(), copy.there()), passage.score());
  }

  private static int weight(Reading reading, int from, int to) {
    return reading.words().weight(reading.firstWord(from), reading.firstWord(to));
  }
}
