package io.doppel.plagiarism.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One state of the file of assessments. Immutable.
final class Register {

  static final Register EMPTY = of(Optional.empty());

  /// Two passages that are the same have one of so many least hashes in common, but for one in a million.
  private static final int KEYS = 12;

  private final Map<Long, Assessment> assessments = new LinkedHashMap<>();
  private final Map<Integer, List<Assessment>> byHash = new HashMap<>();
  private int lines;
  private int unreadable;
  private long last;

  private Register() {}

  static Register of(Optional<byte[]> content) {
    Register register = new Register();
    content.ifPresent(register::read);
    for (Assessment one : register.assessments.values()) {
      for (int hash : register.keys(one.content())) {
        register.byHash.computeIfAbsent(hash, _ -> new ArrayList<>()).add(one);
      }
    }
    return register;
  }

  private void read(byte[] bytes) {
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (i > start) {
          lines++;
          AssessmentLine.read(Arrays.copyOfRange(bytes, start, i)).ifPresentOrElse(this::note, () -> unreadable++);
        }
        start = i + 1;
      }
    }
  }

  private void note(AssessmentLine line) {
    last = Math.max(last, line.version());
    assessments.remove(line.id());
    line.said().ifPresent(said -> assessments.put(line.id(), said));
  }

  private List<Integer> keys(CaseContent content) {
    List<Integer> least = content.here().least();
    return least.subList(0, Math.min(KEYS, least.size()));
  }

  /// What was said about the case last: of this text or a revision of it, else what holds for all texts.
  Optional<Assessment> find(CaseContent content) {
    Set<Assessment> known = new HashSet<>();
    keys(content).forEach(hash -> known.addAll(byHash.getOrDefault(hash, List.of())));
    List<Assessment> same = known.stream().filter(one -> one.content().hasPassagesOf(content)).toList();
    return latest(same.stream().filter(one -> one.content().hasTextOf(content)).toList())
        .or(() -> latest(same.stream().filter(one -> !one.ruling().isOfOneText()).toList()));
  }

  private static Optional<Assessment> latest(Collection<Assessment> some) {
    return some.stream().max(Comparator.comparingLong(Assessment::version));
  }

  /// All that is said, the last first.
  List<Assessment> all() {
    return List.copyOf(assessments.values()).reversed();
  }

  /// The number of the last change, 0 for none.
  long last() {
    return last;
  }

  /// How many lines the file has.
  int lines() {
    return lines;
  }

  /// How many of them cannot be read.
  int unreadable() {
    return unreadable;
  }
}
