package io.doppel.plagiarism.batch;

import io.doppel.file.KeptFile;
import io.doppel.plagiarism.alignment.Alignment;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.text.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What was compared, so that the next run compares only what has changed: which documents a text was worth comparing
/// with, for as long as the collection that was asked stays as it is, and what two texts have in common, by the hashes
/// of their contents. It is kept in a file of a collection; one that cannot be read, or was made with another model or
/// other settings, is as good as none. One thread at a time.
final class KnownComparisons {

  /// The most pairs that are kept; those of the last run go before others.
  private static final int MAX_PAIRS = 400_000;

  /// The most ids of documents that texts were worth comparing with.
  private static final int MAX_IDS = 2_000_000;

  private static final Logger LOG = Logger.getLogger(KnownComparisons.class.getName());

  /// A file of an earlier version may lack something.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private final @Nullable KeptFile file;
  private final String basis;
  private final Map<Asked, Likely> likely = new HashMap<>();
  private final Map<Pair, Found> pairs = new HashMap<>();
  private final Map<Asked, Likely> likelyNow = new HashMap<>();
  private final Map<Pair, Found> pairsNow = new HashMap<>();
  private int idsNow;

  /// @param collection the name of an archive, empty for the own one
  /// @param id of the text
  record Asked(String collection, String id) {}

  /// @param hash of the text
  /// @param state of the collection that was asked, with all else that the answer depends on
  record Likely(String hash, String state, List<String> ids) {}

  /// @param here hash of the text, and of the other one
  private record Pair(String here, String there) {

    /// The same with each hash in memory once.
    Pair of(Map<String, String> hashes) {
      return new Pair(hashes.computeIfAbsent(here, hash -> hash), hashes.computeIfAbsent(there, hash -> hash));
    }
  }

  private record Found(boolean truncated, List<FoundCase> cases) {}

  private record FoundCase(
      int hereStart, int hereEnd, int thereStart, int thereEnd, Kind kind, float similarity, Evidence evidence) {}

  private record KeptLikely(Asked asked, Likely likely) {}

  private record KeptPair(Pair pair, Found found) {}

  private record Kept(String basis, List<KeptLikely> likely, List<KeptPair> pairs) {}

  private KnownComparisons(@Nullable KeptFile file, String basis) {
    this.file = file;
    this.basis = basis;
  }

  /// What a file knows.
  ///
  /// @param file null for nothing, which is not kept either
  /// @param basis what all comparisons depend on, such as the model
  static KnownComparisons open(@Nullable KeptFile file, String basis) throws IOException {
    KnownComparisons known = new KnownComparisons(file, basis);
    Optional<byte[]> content = file == null ? Optional.empty() : file.read();
    if (content.isPresent()) {
      known.read(content.get());
    }
    return known;
  }

  private void read(byte[] content) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      @Nullable Kept kept = MAPPER.readValue(in, Kept.class);
      if (kept == null) {
        throw new EOFException("it says nothing");
      }
      if (kept.basis.equals(basis)) {
        kept.likely.forEach(each -> likely.put(each.asked, each.likely));
        Map<String, String> hashes = new HashMap<>();
        kept.pairs.forEach(each -> pairs.put(each.pair.of(hashes), each.found));
      }
    } catch (IOException | JacksonException e) {
      LOG.log(Level.WARNING, e, () -> file + " cannot be read; all texts are compared again");
    }
  }

  /// Which documents a text is worth comparing with, as long as nothing has changed.
  Optional<List<String>> likely(Asked asked, String hash, String state) {
    Likely known = likely.get(asked);
    if (known == null || !known.hash.equals(hash) || !known.state.equals(state)) {
      return Optional.empty();
    }
    note(asked, known);
    return Optional.of(known.ids);
  }

  void note(Asked asked, Likely found) {
    if (idsNow + found.ids.size() <= MAX_IDS && likelyNow.put(asked, found) == null) {
      idsNow += found.ids.size();
    }
  }

  /// What two texts have in common.
  ///
  /// @param source id of the other one, which the cases name
  Optional<Alignment> alignment(String here, String there, String source) {
    Pair pair = new Pair(here, there);
    Found known = pairsNow.getOrDefault(pair, pairs.get(pair));
    if (known == null) {
      return Optional.empty();
    }
    note(pair, known);
    List<Case> cases =
        known.cases.stream()
            .map(one ->
                new Case(
                    source,
                    new Span(one.hereStart, one.hereEnd),
                    new Span(one.thereStart, one.thereEnd),
                    one.kind,
                    one.similarity,
                    one.evidence))
            .toList();
    return Optional.of(new Alignment(cases, known.truncated));
  }

  void note(String here, String there, Alignment alignment) {
    note(
        new Pair(here, there),
        new Found(
            alignment.truncated(),
            alignment.cases().stream()
                .map(one ->
                    new FoundCase(
                        one.here().start(),
                        one.here().end(),
                        one.there().start(),
                        one.there().end(),
                        one.kind(),
                        one.similarity(),
                        one.evidence()))
                .toList()));
  }

  private void note(Pair pair, Found found) {
    if (pairsNow.size() < MAX_PAIRS) {
      pairsNow.put(pair, found);
    }
  }

  /// Keeps what was asked for since this was opened, and as much of the rest as there is room for. What cannot be kept
  /// is compared again, and said in the log.
  void keep() {
    if (file == null) {
      return;
    }
    List<KeptLikely> keptLikely = new ArrayList<>();
    likelyNow.forEach((asked, found) -> keptLikely.add(new KeptLikely(asked, found)));
    int ids = idsNow;
    for (Map.Entry<Asked, Likely> each : likely.entrySet()) {
      int more = each.getValue().ids.size();
      if (!likelyNow.containsKey(each.getKey()) && ids + more <= MAX_IDS) {
        keptLikely.add(new KeptLikely(each.getKey(), each.getValue()));
        ids += more;
      }
    }
    List<KeptPair> keptPairs = new ArrayList<>();
    pairsNow.forEach((pair, found) -> keptPairs.add(new KeptPair(pair, found)));
    pairs.forEach(
        (pair, found) -> {
          if (!pairsNow.containsKey(pair) && keptPairs.size() < MAX_PAIRS) {
            keptPairs.add(new KeptPair(pair, found));
          }
        });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        MAPPER.writeValue(out, new Kept(basis, keptLikely, keptPairs));
      }
      file.write(bytes.toByteArray());
    } catch (IOException | JacksonException e) {
      LOG.warning(
          () -> "%s cannot be written (%s); the next run compares all texts again".formatted(file, e.getMessage()));
    }
  }
}
