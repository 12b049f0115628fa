package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.citation.Citation.Named;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The entries and notes of one text, by what names them. Thread-safe.
final class References {

  /// Syllables of a Korean name, behind which a particle may stand.
  private static final int MIN_NAME = 2;
  private static final int MAX_NAME = 4;

  private final Map<Integer, List<Reference>> numbered = new HashMap<>();
  private final Map<String, List<Reference>> mentioning = new HashMap<>();
  private final Map<Named, Optional<Reference>> known = new ConcurrentHashMap<>();

  private References() {}

  static References of(String text) {
    References references = new References();
    for (Reference each : Reference.of(text)) {
      Cancellation.check();
      references.numbered.computeIfAbsent(each.number(), _ -> new ArrayList<>()).add(each);
      keys(each.words())
          .forEach(key -> references.mentioning.computeIfAbsent(key, _ -> new ArrayList<>()).add(each));
    }
    return references;
  }

  private static Set<String> keys(Set<String> words) {
    Set<String> keys = new LinkedHashSet<>(words);
    for (String word : words) {
      if (Words.isHangul(word)) {
        for (int length = MIN_NAME; length <= Math.min(MAX_NAME, word.length()); length++) {
          keys.add(word.substring(0, length));
        }
      }
    }
    return keys;
  }

  /// The first that a citation names.
  Optional<Reference> of(Named work) {
    return known.computeIfAbsent(work, this::find);
  }

  /// The number of a note is looked for among the notes first, and one in brackets in the list; where there is only one
  /// of both, it is that.
  private Optional<Reference> find(Named work) {
    if (work.authors().isEmpty()) {
      return work.number() == 0
          ? Optional.empty()
          : numbered.getOrDefault(work.number(), List.of()).stream()
              .min(Comparator.comparing(reference -> reference.isNote() != work.isNote()));
    }
    return Words.in(work.authors().getFirst()).stream()
        .map(word -> mentioning.getOrDefault(word, List.of()))
        .min(Comparator.comparingInt(List::size))
        .flatMap(some -> some.stream().filter(reference -> reference.isNamedBy(work)).findFirst());
  }
}
