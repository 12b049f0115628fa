package io.doppel.duplicates;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.Miner;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.BestPassages;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.hit.Hit;
import io.doppel.index.query.Effort;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Gatherers;

/// Duplicates: what was asked or said before in other words. A text is held against whole documents, see [Resemblance].
/// Thread-safe; ends early where [Cancellation] says so.
public final class Duplicates {

  /// Of longer documents nobody waits to be told what the model thinks.
  public static final int MAX_PRODUCT = 10_000;

  /// Passages of a text by which documents are looked for: a duplicate has most of them.
  private static final int MAX_ASKED = 16;

  /// Passages that are embedded in one go; nobody is heard before the end.
  private static final int EMBEDDED_TOGETHER = 16;

  /// Documents looked at closely. Those with a near passage may be no duplicates as a whole, so that more are looked
  /// at.
  private static final int MAX_LOOKED_AT = 2_000;

  /// Near documents that are judged in search of those called duplicates, each by its words: where texts are made after
  /// one pattern, hundreds are near and are told apart by a number.
  private static final int MAX_JUDGED = 400;

  private static final int DEEPER = 4;

  /// Documents that are in memory at once.
  private static final int READ_TOGETHER = 64;

  private final PassageIndex index;
  private final Encoder encoder;
  private final PassageSplitter splitter;
  private final Optional<Judge> judge;
  private final Boilerplate boilerplate;

  /// Nothing is boilerplate.
  ///
  /// @param splitter the one of the index's passport
  /// @param judge for the index's passport; empty where none is known, and then nothing is judged
  public Duplicates(
      PassageIndex index, Encoder encoder, PassageSplitter splitter, Optional<Judge> judge) {
    this(index, encoder, splitter, judge, Boilerplate.NONE);
  }

  /// The same, where something is.
  ///
  /// @param boilerplate what many documents of the collection say
  public Duplicates(
      PassageIndex index,
      Encoder encoder,
      PassageSplitter splitter,
      Optional<Judge> judge,
      Boilerplate boilerplate) {
    this.index = index;
    this.encoder = encoder;
    this.splitter = splitter;
    this.judge = judge;
    this.boilerplate = boilerplate;
  }

  /// Why what is judged is to be taken with care: a sentence; empty where the calibration was learned with the
  /// collection's model.
  public Optional<String> warning() {
    return judge.flatMap(known -> known.warning(index.passport()));
  }

  /// The documents that may say the same as the query.
  public DuplicateAnswer check(DuplicateQuery query) throws IOException {
    Wanted near = new Wanted(query.threshold(), query.k(), MAX_LOOKED_AT, _ -> true, _ -> true);
    return check(Document.of("query", query.text()), near);
  }

  /// The documents that are called duplicates of this one, best first; itself is none of them. Without a calibration
  /// those with a similarity of at least [PairQuery#defaultThreshold]. Looked for among some 400 of the nearest,
  /// however many of these are called something else.
  ///
  /// @param k the most of them
  public List<Candidate> duplicatesOf(Document document, int k) throws IOException {
    float threshold = DuplicateQuery.defaultThreshold(encoder.scale());
    Wanted called =
        new Wanted(threshold, k, MAX_JUDGED, id -> !id.equals(document.id()), this::isCalledDuplicate);
    return check(document, called).candidates();
  }

  /// Which documents to find.
  ///
  /// @param threshold the least similarity
  /// @param k how many
  /// @param mostLookedAt how many documents may be looked at closely
  /// @param id whether a document of this id may be one of them
  /// @param resemblance whether one that is alike enough is one of them
  private record Wanted(
      float threshold, int k, int mostLookedAt, Predicate<String> id, Predicate<Resemblance> resemblance) {}

  private DuplicateAnswer check(Document asked, Wanted wanted) throws IOException {
    EmbeddedDocument here = embed(asked);
    List<Near> near;
    try (IndexView view = index.view()) {
      near = near(view, here, wanted);
    }
    return new DuplicateAnswer(best(near, wanted.k()), near.size() > wanted.k());
  }

  private List<Candidate> best(List<Near> near, int k) {
    near.sort(
        Comparator.<Near>comparingDouble(one -> -one.resemblance().similarity())
            .thenComparing(one -> one.document().id()));
    List<Candidate> candidates = new ArrayList<>();
    for (Near one : near.subList(0, Math.min(k, near.size()))) {
      candidates.add(candidate(candidates.size() + 1, one));
    }
    return candidates;
  }

  /// Of each of these documents, by its id, those before it that are called duplicates of it, best first; only of
  /// documents that have some. Each is held against all before it.
  ///
  /// @param k the most for a document
  public Map<String, List<Candidate>> among(List<Document> documents, int k) {
    float threshold = DuplicateQuery.defaultThreshold(encoder.scale());
    List<EmbeddedDocument> before = new ArrayList<>();
    Map<String, List<Candidate>> found = new HashMap<>();
    for (Document document : documents) {
      EmbeddedDocument here = embed(document);
      List<Near> near = new ArrayList<>();
      for (EmbeddedDocument there : before) {
        Resemblance resemblance = Resemblance.of(here, there, boilerplate);
        if (!there.document().id().equals(document.id())
            && resemblance.similarity() >= threshold
            && isCalledDuplicate(resemblance)) {
          near.add(new Near(there.document(), resemblance));
        }
      }
      if (!near.isEmpty()) {
        found.put(document.id(), best(near, k));
      }
      before.add(here);
    }
    return found;
  }

  /// A document, and how alike it is.
  private record Near(Document document, Resemblance resemblance) {}

  /// Documents as they are wanted, in no particular order: more than `k` of them, or all.
  private List<Near> near(IndexView view, EmbeddedDocument here, Wanted wanted) throws IOException {
    float threshold = wanted.threshold();
    List<Embedding> parts = here.embeddings().subList(0, Math.min(MAX_ASKED, here.embeddings().size()));
    Set<String> looked = new HashSet<>();
    List<Near> near = new ArrayList<>();
    boolean deeper = true;
    for (int width = wanted.k() + 1; deeper; width *= DEEPER) {
      deeper = false;
      List<String> ids = new ArrayList<>();
      for (List<Hit> best : BestPassages.nearest(view, parts, width, Effort.APPROXIMATE)) {
        deeper |= best.size() == width && best.getLast().similarity() >= threshold;
        for (Hit hit : best) {
          String id = hit.passage().documentId();
          if (hit.similarity() >= threshold && wanted.id().test(id) && looked.add(id)) {
            ids.add(id);
          }
        }
      }
      for (List<String> some : ids.stream().gather(Gatherers.windowFixed(READ_TOGETHER)).toList()) {
        for (EmbeddedDocument there : view.embedded(some).values()) {
          Cancellation.check();
          Resemblance resemblance = Resemblance.of(here, there, boilerplate);
          if (resemblance.similarity() >= threshold && wanted.resemblance().test(resemblance)) {
            near.add(new Near(there.document(), resemblance));
          }
        }
      }
      deeper &= near.size() <= wanted.k() && looked.size() < wanted.mostLookedAt();
    }
    return near;
  }

  private Candidate candidate(int rank, Near near) {
    Resemblance resemblance = near.resemblance();
    return new Candidate(
        rank, near.document(), resemblance.nearestText(), resemblance.similarity(), resemblance.judge(judge));
  }

  /// As the index has its documents. Both sides are texts of one kind, so that none is a query and the other a
  /// document.
  private EmbeddedDocument embed(Document document) {
    List<Passage> passages = splitter.split(document);
    List<String> texts = splitter.embeddingTexts(document, passages);
    List<Embedding> embeddings = new ArrayList<>();
    for (List<String> some : texts.stream().gather(Gatherers.windowFixed(EMBEDDED_TOGETHER)).toList()) {
      Cancellation.check();
      embeddings.addAll(encoder.encode(some, Prompt.DOCUMENT));
    }
    return new EmbeddedDocument(document, passages, embeddings);
  }

  private boolean isCalledDuplicate(Resemblance resemblance) {
    return resemblance
        .judge(judge)
        .map(judgement -> judgement.verdict() == Verdict.DUPLICATE)
        .orElse(resemblance.similarity() >= PairQuery.defaultThreshold(encoder.scale()));
  }

  /// The pairs of documents in the collection that may ask the same, the most probable first.
  public PairAnswer pairs(PairQuery query) throws IOException {
    return pairs(query, (_, _) -> false);
  }

  /// The pairs of documents in the collection that may ask the same, the most probable first.
  ///
  /// @param skip says of two ids whether their pair is left out
  public PairAnswer pairs(PairQuery query, BiPredicate<String, String> skip) throws IOException {
    return pairs(mine(query.threshold(), _ -> {}, Cancellation.current()), query.k(), skip);
  }

  /// What the model thinks of two documents; empty where one of them is not there, or where both are so long that the
  /// product of the numbers of their passages is more than [#MAX_PRODUCT].
  public Optional<Pair> pair(String id1, String id2) throws IOException {
    return new FoundPairs(index, judge, boilerplate).pair(id1, id2);
  }

  /// The most probable pairs of what was found in the collection.
  ///
  /// @param k the most pairs
  /// @param skip says of two ids whether their pair is left out
  public PairAnswer pairs(Mined mined, int k, BiPredicate<String, String> skip) throws IOException {
    return new FoundPairs(index, judge, mined.boilerplate()).of(mined, k, skip);
  }

  /// Looks through the whole collection, see [Miner].
  ///
  /// @param threshold the least cosine of a pair, -1 to 1
  /// @param done hears how many passages are looked at
  /// @param cancelled asked now and then; once true, a [java.util.concurrent.CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    return new Miner(index, judge).mine(threshold, done, cancelled);
  }
}
