package io.doppel.duplicates.mining;

import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Statements;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What has changed in a collection since it was looked through: documents have their numbers in the order of their
/// ids, so that the same documents have the same ones whatever came and went. Read by many threads once all documents
/// have their stamps, and numbers at any time.
final class Changes {

  private final List<String> ids = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<@Nullable Stamp> stamps = new ArrayList<>();
  private final List<Integer> stay = new ArrayList<>();
  private final List<Integer> news = new ArrayList<>();
  private PairTable kept = PairTable.EMPTY;
  private boolean truncatedBefore;
  private boolean none;

  /// What was found before, and the present number of each document of then; -1 where it is gone or new.
  private @Nullable MinedPairs before;

  private int[] present = {};

  /// Of what was found before, and stays.
  private Boilerplate boilerplateBefore = Boilerplate.NONE;

  private Changes() {}

  /// @param before what was found
  /// @param basis of what is looked for now; documents are new if it is another one
  static Changes of(IndexView view, Optional<Mined> before, Basis basis, BooleanSupplier cancelled)
      throws IOException {
    Changes changes = new Changes();
    changes.number(view, cancelled);
    if (before.isPresent()) {
      changes.since(before.get(), before.get().basis().equals(basis));
    } else {
      changes.ids.forEach(_ -> changes.stamps.add(null));
      changes.news.addAll(changes.numbers.values().stream().sorted().toList());
    }
    return changes;
  }

  private void number(IndexView view, BooleanSupplier cancelled) throws IOException {
    List<String> page = view.documentIds("", PassageIndex.MAX_HITS);
    while (!page.isEmpty()) {
      Cancellation.check(cancelled);
      Map<String, String> found = view.contentHashes(page);
      for (String id : page) {
        numbers.put(id, ids.size());
        ids.add(id);
        hashes.add(Objects.requireNonNull(found.get(id), "one view has one set of ids"));
      }
      page = view.documentIds(page.getLast(), PassageIndex.MAX_HITS);
    }
  }

  private void since(Mined before, boolean same) {
    MinedPairs pairs = before.pairs();
    // The present number of each document of then that has stayed as it was.
    int[] now = new int[pairs.documents()];
    Arrays.fill(now, -1);
    Stamp[] kept = new Stamp[ids.size()];
    for (int then = 0; then < now.length; then++) {
      Integer number = numbers.get(pairs.id(then));
      if (number != null && before.stamps().get(then).has(hashes.get(number))) {
        kept[number] = before.stamps().get(then);
        now[then] = number;
      }
    }
    stamps.addAll(Arrays.asList(kept));
    for (int number = 0; number < kept.length; number++) {
      (same && kept[number] != null ? stay : news).add(number);
    }
    none = same && news.isEmpty() && stay.size() == now.length;
    if (same && !none) {
      truncatedBefore = pairs.truncated();
      boilerplateBefore = before.boilerplate();
      this.before = pairs;
      this.present = now;
      this.kept = pairs.renumbered(now);
    }
  }

  /// All documents, by their numbers.
  List<String> ids() {
    return ids;
  }

  int number(String id) {
    return Objects.requireNonNull(numbers.get(id), "one view has one set of ids");
  }

  Optional<Integer> find(String id) {
    return Optional.ofNullable(numbers.get(id));
  }

  /// Those whose pairs with each other are known.
  List<Integer> stay() {
    return stay;
  }

  /// Those that are new, or were changed; in order.
  List<Integer> news() {
    return news;
  }

  /// Whether all is as it was.
  boolean isNone() {
    return none;
  }

  /// The pairs of documents that stay.
  PairTable kept() {
    return kept;
  }

  boolean truncatedBefore() {
    return truncatedBefore;
  }

  /// What is boilerplate now that all documents have their stamps.
  Boilerplate boilerplate() {
    return Boilerplate.of(stamps().stream().map(Stamp::statements).toList());
  }

  /// Whether the pairs that are kept were judged by this.
  boolean judgedBy(Boilerplate boilerplate) {
    return stay.isEmpty() || boilerplate.equals(boilerplateBefore);
  }

  /// Makes documents new, but for their stamps, that say something of which only one of both, this boilerplate or the
  /// one before, knows; the others are judged by this as they were before.
  void renew(Boilerplate boilerplate) {
    List<Integer> changed =
        stay.stream().filter(number -> meetsChange(stamped(number).statements(), boilerplate)).toList();
    boilerplateBefore = boilerplate;
    BitSet renewed = new BitSet();
    changed.forEach(renewed::set);
    stay.removeIf(renewed::get);
    news.addAll(changed);
    news.sort(null);
    MinedPairs pairs = before;
    if (pairs != null) {
      for (int then = 0; then < present.length; then++) {
        if (present[then] >= 0 && renewed.get(present[then])) {
          present[then] = -1;
        }
      }
      kept = pairs.renumbered(present);
    }
  }

  private boolean meetsChange(Statements statements, Boilerplate boilerplate) {
    return statements.hashes()
        .anyMatch(hash -> boilerplate.documents(hash) > 0 != boilerplateBefore.documents(hash) > 0);
  }

  private Stamp stamped(int number) {
    return Objects.requireNonNull(stamps.get(number), "all were looked at");
  }

  /// Whether there is a document that was not looked at yet.
  boolean hasUnstamped() {
    return stamps.contains(null);
  }

  /// By the numbers of the documents, all of which have been looked at.
  List<Stamp> stamps() {
    return stamps.stream().map(stamp -> Objects.requireNonNull(stamp, "all were looked at")).toList();
  }

  /// Stamps a document, unless it has been as it is for longer.
  void stamp(int number, EmbeddedDocument document, long now) {
    if (stamps.get(number) == null) {
      stamps.set(number, Stamp.of(hashes.get(number), document, now));
    }
  }
}
