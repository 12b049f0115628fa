package io.doppel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.CaseJson.Places;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.batch.Archive;
import io.doppel.plagiarism.batch.BatchAnswer.TooLong;
import io.doppel.plagiarism.batch.BatchAnswer;
import io.doppel.plagiarism.batch.SimilarPair;
import io.doppel.text.Document;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which texts of a collection have passages in common, as programs see it. `truncated` says that there are more pairs,
/// or that the texts of one repeat themselves so often that not every pair of like passages was looked at;
/// `checkedAt` when this was found out, by ISO 8601. `reused` is how many of the `comparisons` were known from an
/// earlier run.
public record BatchJson(
    int documents,
    long comparisons,
    long reused,
    List<String> archives,
    List<String> tooLong,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TooLongJson> tooLongInArchives,
    List<SimilarPairJson> pairs,
    List<List<String>> clusters,
    boolean truncated,
    String checkedAt) {

  /// The most pairs that are told, those with the largest shares.
  public static final int MAX_PAIRS = 1_000;

  /// What is kept of a passage beside its texts.
  private static final long BYTES_A_PASSAGE = 200;

  /// Pairs whose texts are in memory at once.
  private static final int READ_TOGETHER = 32;

  /// A document of an archive that is too long to be compared.
  public record TooLongJson(String collection, String id) {}

  /// Both texts by their numbers 1 and 2; the second one is of the archive `collection2`, where there is one.
  /// `coverage` is the part of a text that the other has too, `disguised` the number of its letters that were exchanged
  /// or hidden.
  public record SimilarPairJson(
      String id1,
      String title1,
      double coverage1,
      double coverageWithLeftOut1,
      int disguised1,
      String id2,
      String title2,
      double coverage2,
      double coverageWithLeftOut2,
      int disguised2,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String collection2,
      List<SharedJson> cases,
      List<SharedJson> leftOut) {

    private long bytes() {
      return Stream.concat(cases.stream(), leftOut.stream()).mapToLong(SharedJson::bytes).sum();
    }
  }

  /// A passage that both texts have. Offsets and lengths count code points; pages are missing where there are none.
  public record SharedJson(
      String kind,
      float similarity,
      Evidence evidence,
      int offset1,
      int length1,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer page1,
      String text1,
      int offset2,
      int length2,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer page2,
      String text2,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftOut,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AssessmentJson assessment) {

    private long bytes() {
      return BYTES_A_PASSAGE + (long) Character.BYTES * (text1.length() + text2.length());
    }
  }

  /// The same for somebody who does not see all collections: without the archives that are hidden, and what they say.
  public BatchJson seenBy(Predicate<String> collections) {
    return new BatchJson(
        documents,
        comparisons,
        reused,
        archives.stream().filter(collections).toList(),
        tooLong,
        tooLongInArchives.stream().filter(each -> collections.test(each.collection())).toList(),
        pairs.stream().filter(pair -> pair.collection2() == null || collections.test(pair.collection2())).toList(),
        clusters,
        truncated,
        checkedAt);
  }

  /// About how much memory it takes.
  public long bytes() {
    return pairs.stream().mapToLong(SimilarPairJson::bytes).sum();
  }

  /// @param index the one that was checked, for what the passages say
  /// @param archives that it was held against; documents that changed since and archives that are gone are passed over
  /// @param checkedAt when; told to the second
  public static BatchJson of(BatchAnswer answer, PassageIndex index, List<Archive> archives, Instant checkedAt)
      throws IOException {
    List<SimilarPairJson> pairs = new ArrayList<>();
    Map<String, PassageIndex> indexes = new HashMap<>(Map.of("", index));
    archives.forEach(archive -> indexes.put(archive.name(), archive.index()));
    Set<String> gone = new HashSet<>();
    List<SimilarPair> told = answer.pairs().subList(0, Math.min(MAX_PAIRS, answer.pairs().size()));
    for (List<SimilarPair> some : told.stream().gather(Gatherers.windowFixed(READ_TOGETHER)).toList()) {
      Map<Named, Document> documents = documents(some, indexes, gone);
      for (SimilarPair pair : some) {
        Document first = documents.get(Named.of(pair.first()));
        Document second = documents.get(Named.of(pair.second()));
        if (first != null && second != null) {
          pairs.add(of(pair, first.text(), second.text()));
        }
      }
    }
    return new BatchJson(
        answer.documents(),
        answer.comparisons(),
        answer.reused(),
        archives.stream().map(Archive::name).filter(name -> !gone.contains(name)).toList(),
        answer.tooLong().stream().filter(each -> each.collection().isEmpty()).map(TooLong::id).toList(),
        answer.tooLong().stream()
            .filter(each -> !each.collection().isEmpty())
            .map(each -> new TooLongJson(each.collection(), each.id()))
            .toList(),
        pairs,
        answer.clusters(),
        answer.pairs().size() > MAX_PAIRS || answer.pairs().stream().anyMatch(SimilarPair::truncated),
        checkedAt.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// A document of a collection as it was compared.
  private record Named(String collection, String id, String hash) {

    static Named of(SimilarPair.Side side) {
      return new Named(side.collection(), side.id(), side.hash());
    }
  }

  /// @param gone hears of the archives that are not there any more
  private static Map<Named, Document> documents(
      List<SimilarPair> pairs, Map<String, PassageIndex> indexes, Set<String> gone) throws IOException {
    Map<String, Set<String>> ids = new HashMap<>();
    pairs.stream()
        .flatMap(pair -> Stream.of(pair.first(), pair.second()))
        .forEach(side -> ids.computeIfAbsent(side.collection(), _ -> new LinkedHashSet<>()).add(side.id()));
    Map<Named, Document> documents = new HashMap<>();
    for (Map.Entry<String, Set<String>> wanted : ids.entrySet()) {
      String collection = wanted.getKey();
      try (IndexView view = Objects.requireNonNull(indexes.get(collection), "every archive has an index").view()) {
        Map<String, String> hashes = view.contentHashes(wanted.getValue());
        view.documents(wanted.getValue())
            .forEach(
                (id, found) -> documents.put(new Named(collection, id, hashes.getOrDefault(id, "")), found));
      } catch (IndexClosedException | PassportMismatchException e) {
        if (collection.isEmpty()) {
          throw e;
        }
        gone.add(collection);
      }
    }
    return documents;
  }

  private static SimilarPairJson of(SimilarPair pair, String text1, String text2) {
    Places places1 = Places.of(text1);
    Places places2 = Places.of(text2);
    return new SimilarPairJson(
        pair.first().id(),
        pair.first().title(),
        pair.first().coverage(),
        pair.first().withLeftOut(),
        pair.first().disguised(),
        pair.second().id(),
        pair.second().title(),
        pair.second().coverage(),
        pair.second().withLeftOut(),
        pair.second().disguised(),
        pair.second().collection().isEmpty() ? null : pair.second().collection(),
        pair.cases().stream().map(found -> of(found, null, pair, text1, places1, text2, places2)).toList(),
        pair.leftOut().stream()
            .map(each -> of(each.found(), CaseJson.lower(each.reason()), pair, text1, places1, text2, places2))
            .toList());
  }

  private static SharedJson of(
      Case found,
      @Nullable String leftOut,
      SimilarPair pair,
      String text1,
      Places places1,
      String text2,
      Places places2) {
    Assessment said = pair.assessments().get(found);
    return new SharedJson(
        CaseJson.lower(found.kind()),
        found.similarity(),
        found.evidence(),
        places1.offsets().at(found.here().start()),
        places1.offsets().length(found.here()),
        places1.page(found.here()),
        found.here().of(text1),
        places2.offsets().at(found.there().start()),
        places2.offsets().length(found.there()),
        places2.page(found.there()),
        found.there().of(text2),
        leftOut,
        said == null ? null : AssessmentJson.of(said));
  }
}
