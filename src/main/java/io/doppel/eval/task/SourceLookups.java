package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.measure.PanCase;
import io.doppel.index.IndexView;
import io.doppel.plagiarism.SourceRetrieval.Candidate;
import io.doppel.plagiarism.SourceRetrieval;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/// All sources of a PAN corpus in one collection, and each suspicious document with an annotated source looked up there
/// by the product's own source retrieval.
///
/// Recall at k is the mean, over these documents, of the part of their annotated sources among the first k. Documents
/// with more than k sources cannot reach 1; what can be reached is printed beside it. PAN 2013 annotates only some of
/// the sources that its documents were made from, which costs recall too.
///
/// Any number of threads may look up at once.
final class SourceLookups implements Closeable {

  private static final int[] CUTS = {5, 10, 20};

  private final TemporaryCollection sources;
  private final Map<String, Set<String>> truth;
  private final Map<String, List<String>> found = new ConcurrentHashMap<>();

  private SourceLookups(TemporaryCollection sources, Map<String, Set<String>> truth) {
    this.sources = sources;
    this.truth = truth;
  }

  /// Indexes the sources of `parts`.
  ///
  /// @param indexed hears how many are indexed
  /// @param collections where collections are; see [io.doppel.engine.scratch.ScratchPlace#beside]
  static SourceLookups among(
      URI collections, PanCorpus corpus, List<Part> parts, Encoder encoder, LongConsumer indexed)
      throws IOException {
    Set<String> names = new TreeSet<>();
    Map<String, Set<String>> truth = new TreeMap<>();
    for (Part part : parts) {
      part.pairs().forEach(pair -> names.add(pair.source()));
      for (PanCase one : part.cases()) {
        truth.computeIfAbsent(one.suspicious(), name -> new TreeSet<>()).add(one.source());
      }
    }
    TemporaryCollection sources =
        TemporaryCollection.open(collections, encoder, PassageSplitter.sentences(encoder, encoder.maxContentTokens()));
    try {
      IndexingListener listener =
          new IndexingListener() {
            @Override
            public void progress(IndexingProgress progress) {
              indexed.accept(progress.done());
            }
          };
      sources.collection().add(DocumentSource.of(documents(corpus, names)), listener, () -> false);
      return new SourceLookups(sources, truth);
    } catch (IOException | RuntimeException e) {
      sources.close();
      throw e;
    }
  }

  /// Looks the sources of a suspicious document up, if it has annotated ones.
  void look(String name, Reading suspicious) {
    if (truth.containsKey(name)) {
      try (IndexView view = sources.collection().view()) {
        List<Candidate> candidates =
            new SourceRetrieval(view)
                .candidates(suspicious, Set.of(), CUTS[CUTS.length - 1])
                .list();
        found.put(name, candidates.stream().map(Candidate::id).toList());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Nothing for a corpus without annotated sources.
  void score(Scores scores) {
    for (int cut : truth.isEmpty() ? new int[0] : CUTS) {
      double recall = 0;
      double reachable = 0;
      for (Map.Entry<String, Set<String>> entry : truth.entrySet()) {
        Set<String> wanted = entry.getValue();
        List<String> first = found.getOrDefault(entry.getKey(), List.of());
        recall += (double) first.stream().limit(cut).filter(wanted::contains).count() / wanted.size();
        reachable += (double) Math.min(cut, wanted.size()) / wanted.size();
      }
      scores.add("recall@" + cut + " of sources", recall / truth.size());
      scores.add("reachable recall@" + cut, reachable / truth.size());
    }
  }

  private static List<Document> documents(PanCorpus corpus, Set<String> sources) throws IOException {
    List<Document> documents = new ArrayList<>();
    for (String name : sources) {
      String text = corpus.source(name);
      if (!text.isBlank()) {
        documents.add(new Document(name, "", text, Map.of()));
      }
    }
    return documents;
  }

  @Override
  public void close() throws IOException {
    sources.close();
  }
}
