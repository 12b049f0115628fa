package io.doppel.server.route.plagiarism;

import io.doppel.api.PlagiarismJson;
import io.doppel.api.report.Unchecked;
import io.doppel.engine.DocumentCollection;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.server.problem.RequestException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The last checks with what they found, so that one can come back to one, and a report of one is no check once more.
/// They are kept in memory, at most for [#LONGEST] and as long as there is room; what was found in a collection that
/// was deleted is gone with it. Any thread may ask.
final class KeptChecks {

  /// How long a check is kept at most.
  static final Duration LONGEST = Duration.ofHours(24);

  /// Characters of the texts and sources that are kept, two bytes each at most.
  private static final long MAX_LENGTH = 20_000_000;

  /// So that nobody guesses an id, which is all that one needs to read a text.
  private static final int ID_BYTES = 16;

  /// A check that was made.
  ///
  /// @param id its address, hard to guess
  /// @param name what the text is called
  /// @param unchecked what its file holds and was not checked
  /// @param checkedAt when, to the second
  /// @param generation of the index it was made in
  /// @param found before anybody says anything about it
  record Kept(
      String id,
      String name,
      Unchecked unchecked,
      Instant checkedAt,
      PlagiarismQuery query,
      String generation,
      PlagiarismAnswer found) {

    private long length() {
      return query.text().length()
          + unchecked.unseen().length()
          + found.sources().stream().mapToLong(source -> source.text().length()).sum();
    }

    /// What was found, with what people have said about it by now.
    PlagiarismJson told(DocumentCollection collection) throws IOException {
      return PlagiarismJson.of(found.assessed(query.text(), collection.assessments()), query.text());
    }

    Kept named(String other, Unchecked otherUnchecked) {
      return new Kept(id, other, otherUnchecked, checkedAt, query, generation, found);
    }
  }

  /// A collection with the same name that was made anew is another one.
  private record Entry(WeakReference<DocumentCollection> collection, Kept check) {

    boolean isOf(DocumentCollection one) {
      return collection.refersTo(one);
    }
  }

  private final SecureRandom random = new SecureRandom();
  private final Clock clock;
  private final long maxLength;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long length;

  KeptChecks() {
    this(Clock.systemUTC(), MAX_LENGTH);
  }

  KeptChecks(Clock clock, long maxLength) {
    this.clock = clock;
    this.maxLength = maxLength;
  }

  /// The check with that id.
  synchronized Optional<Kept> get(DocumentCollection collection, String id) {
    expire();
    return Optional.ofNullable(entries.get(id)).filter(entry -> entry.isOf(collection)).map(Entry::check);
  }

  /// The check with that id.
  ///
  /// @throws RequestException with 404 if it is not kept
  Kept required(DocumentCollection collection, String id) {
    return get(collection, id)
        .orElseThrow(() ->
            new RequestException(
                HttpStatus.NOT_FOUND,
                "check_not_found",
                ("no check with that id is kept; a check is kept for at most %d hours, while the server runs "
                    + "and there is room")
                    .formatted(LONGEST.toHours())));
  }

  /// The same check in the same state of the collection.
  synchronized Optional<Kept> same(DocumentCollection collection, String generation, PlagiarismQuery query) {
    expire();
    return entries.values().stream()
        .filter(entry -> entry.isOf(collection))
        .map(Entry::check)
        .filter(check -> check.generation().equals(generation) && check.query().equals(query))
        .findFirst();
  }

  synchronized Kept keep(
      DocumentCollection collection,
      String name,
      Unchecked unchecked,
      String generation,
      PlagiarismQuery query,
      PlagiarismAnswer found) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Kept check =
        new Kept(id, name, unchecked, clock.instant().truncatedTo(ChronoUnit.SECONDS), query, generation, found);
    entries.put(id, new Entry(new WeakReference<>(collection), check));
    length += check.length();
    expire();
    return check;
  }

  synchronized void forget(DocumentCollection collection, String id) {
    if (get(collection, id).isPresent()) {
      remove(id);
    }
  }

  /// Lets go of what is too old, whose collection is gone, and of the oldest while there is too much.
  private void expire() {
    Instant oldest = clock.instant().minus(LONGEST);
    for (Entry entry : entries.values().toArray(Entry[]::new)) {
      if (length > maxLength || entry.check().checkedAt().isBefore(oldest) || entry.collection().get() == null) {
        remove(entry.check().id());
      }
    }
  }

  private void remove(String id) {
    Entry removed = entries.remove(id);
    if (removed != null) {
      length -= removed.check().length();
    }
  }
}
