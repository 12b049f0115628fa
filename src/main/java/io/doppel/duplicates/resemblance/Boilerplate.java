package io.doppel.duplicates.resemblance;

import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What many documents of a collection say word for word: notices, signatures, the words of a form. Two documents are
/// no duplicates for having it, so that it does not count. It is found by counting statements, which are lines and
/// sentences, of documents of several passages. Versions of one text say much that is the same, too, and are
/// duplicates: documents that say little else do not count. Immutable.
public final class Boilerplate {

  /// Changes with what is taken for boilerplate: pairs that were judged by another one are judged anew.
  public static final int REVISION = 2;

  /// Nothing is.
  public static final Boilerplate NONE = new Boilerplate(new long[0], new int[0]);

  /// Fewer documents are not many.
  private static final int LEAST_DOCUMENTS = 8;

  /// More statements are not kept: those that fewer documents say count as any other text.
  private static final int MOST = 10_000;

  private static final double LEAST_LEFT = .2;

  private final long[] hashes;
  private final int[] documents;

  private Boilerplate(long[] hashes, int[] documents) {
    this.hashes = hashes;
    this.documents = documents;
  }

  /// How many of so many documents have to say something that it is boilerplate: the square root, at least eight.
  public static int many(int documents) {
    return Math.max(LEAST_DOCUMENTS, (int) Math.ceil(Math.sqrt(documents)));
  }

  /// What at least [#many] of these documents say that say enough else, see [CommonStatements]; of more than 10,000
  /// statements those that most documents say.
  public static Boilerplate of(List<Statements> said) {
    int many = many(said.size());
    CommonStatements common = CommonStatements.of(said, many);
    int[] places = common.amongOthers(said, many);
    if (places.length > MOST) {
      places =
          IntStream.of(places)
              .boxed()
              .sorted(Comparator.comparingInt(place -> -common.documents(place)))
              .limit(MOST)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
    }
    return places.length == 0
        ? NONE
        : new Boilerplate(
            IntStream.of(places).mapToLong(common::hash).toArray(),
            IntStream.of(places).map(common::documents).toArray());
  }

  /// @param statements of which the hash counts
  public static Boilerplate ofKnown(List<KnownStatement> statements) {
    KnownStatement[] sorted = statements.toArray(KnownStatement[]::new);
    Arrays.sort(sorted, (a, b) -> Long.compare(a.hash(), b.hash()));
    return sorted.length == 0
        ? NONE
        : new Boilerplate(
            Arrays.stream(sorted).mapToLong(KnownStatement::hash).toArray(),
            Arrays.stream(sorted).mapToInt(KnownStatement::documents).toArray());
  }

  /// A statement that is boilerplate.
  ///
  /// @param hash of its letters, see [Statements]
  /// @param documents how many say it
  /// @param text as one of them writes it
  public record KnownStatement(long hash, int documents, String text) {}

  public boolean isEmpty() {
    return hashes.length == 0;
  }

  /// How many statements are boilerplate.
  public int size() {
    return hashes.length;
  }

  /// In how many documents a statement stands; 0 where it is no boilerplate.
  public int documents(long hash) {
    int place = Arrays.binarySearch(hashes, hash);
    return place < 0 ? 0 : documents[place];
  }

  /// Whether each passage of a document counts, or is boilerplate as a whole; of a document of one passage it does.
  public BitSet counting(EmbeddedDocument document) {
    BitSet counting = new BitSet();
    counting.set(0, document.passages().size());
    if (!isEmpty() && document.passages().size() > 1) {
      List<String> rest = rest(document);
      IntStream.range(0, rest.size()).filter(i -> rest.get(i).isEmpty()).forEach(counting::clear);
    }
    return counting;
  }

  /// The texts of the passages without what is boilerplate, or as they are if less than a fifth of the document would
  /// be left: then it is a copy of a form, and all of it counts. A single passage counts as it is.
  List<String> rest(EmbeddedDocument document) {
    List<String> all = document.passages().stream().map(Passage::text).toList();
    List<String> rest = isEmpty() || all.size() == 1 ? all : left(document, all);
    return length(rest) < LEAST_LEFT * length(all) ? all : rest;
  }

  static long length(List<String> texts) {
    return texts.stream().mapToLong(String::length).sum();
  }

  private List<String> left(EmbeddedDocument document, List<String> all) {
    String text = document.document().text();
    List<Span> left = new ArrayList<>();
    int from = 0;
    for (Span statement : Statements.counted(text)) {
      if (documents(Statements.hash(statement.of(text))) > 0) {
        left.add(new Span(from, statement.start()));
        from = statement.end();
      }
    }
    if (left.isEmpty()) {
      return all;
    }
    left.add(new Span(from, text.length()));
    return document.passages().stream().map(passage -> within(passage, left, text)).toList();
  }

  private static String within(Passage passage, List<Span> left, String text) {
    StringBuilder rest = new StringBuilder();
    for (Span span : left) {
      int start = Math.max(span.start(), passage.start());
      int end = Math.min(span.end(), passage.end());
      if (start < end) {
        rest.append(text, start, end);
      }
    }
    return rest.toString().isBlank() ? "" : rest.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Boilerplate that && Arrays.equals(hashes, that.hashes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hashes);
  }
}
