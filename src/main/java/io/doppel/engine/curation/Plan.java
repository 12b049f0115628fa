package io.doppel.engine.curation;

import io.doppel.text.Bounds;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// What is to become of documents that may say the same.
///
/// @param groups documents by their ids: those of one group say the same, those of two do not
/// @param keep which of each group is kept
/// @param kept ids that are kept whatever the rule says, at most one of a group
/// @param fields what becomes of the fields of the others
/// @param delete whether the others are deleted
public record Plan(List<List<String>> groups, KeepRule keep, Set<String> kept, FieldRule fields, boolean delete) {

  public Plan {
    if (groups.stream().anyMatch(Plan::isIncomplete)) {
      throw new Bounds.Violation("groups", "groups must each have at least 1 document, and no null");
    }
    groups = groups.stream().map(List::copyOf).toList();
    List<String> all = groups.stream().flatMap(List::stream).toList();
    Bounds.check("groups", all.size(), 2, Curation.MAX_DOCUMENTS);
    if (new HashSet<>(all).size() < all.size()) {
      throw new Bounds.Violation("groups", "groups must have each document once");
    }
    long heads = groups.size();
    long decisions = heads * (heads - 1) / 2 + all.size() - heads;
    if (decisions > Curation.MAX_DECISIONS) {
      throw new Bounds.Violation(
          "groups",
          String.format(
              Locale.ROOT,
              "groups must be at most %,d decisions about pairs, got %,d: each two groups are one, and each document "
                  + "but the first of a group",
              Curation.MAX_DECISIONS,
              decisions));
    }
    Set<String> unknown = new LinkedHashSet<>(kept);
    for (List<String> group : groups) {
      List<String> chosen = group.stream().filter(unknown::remove).toList();
      if (chosen.size() > 1) {
        throw new Bounds.Violation(
            "kept",
            "kept must be at most 1 of a group, got \"%s\" and \"%s\"".formatted(chosen.get(0), chosen.get(1)));
      }
    }
    if (!unknown.isEmpty()) {
      throw new Bounds.Violation(
          "kept", "kept must be documents of the groups, got \"%s\"".formatted(unknown.iterator().next()));
    }
    kept = Set.copyOf(kept);
  }

  private static boolean isIncomplete(List<String> group) {
    return Objects.isNull(group) || group.isEmpty() || group.stream().anyMatch(Objects::isNull);
  }
}
