package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.engine.IndexingListener;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanPair;
import io.doppel.eval.measure.PanCase;
import io.doppel.plagiarism.SourceRetrieval;
import io.doppel.plagiarism.SourceRetrieval.Candidate;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// All sources of a PAN corpus in one collection, and each suspicious document with an annotated source looked up there
/// by the product's own source retrieval.
///
/// Recall at k is the mean, over these documents, of the part of their annotated sources among the first k. Documents
/// with more than k sources cannot reach 1; what can be reached is printed beside it. PAN 2013 annotates only some of the
/// sources that its documents were made from, which costs recall too.
public final class SourceRetrievalTask {

  private static final int[] CUTS = {5, 10};

  private SourceRetrievalTask() {}

  /// @param limit the most pairs of each class whose documents are taken
  /// @param done hears how many documents are indexed or looked up
  public static void measure(PanCorpus corpus, int limit, Encoder encoder, LongConsumer done, Scores scores)
      throws IOException {
    Set<String> sources = new TreeSet<>();
    Map<String, Set<String>> truth = new TreeMap<>();
    for (Part part : corpus.parts()) {
      List<PanPair> pairs = part.pairs().subList(0, Math.min(limit, part.pairs().size()));
      pairs.forEach(pair -> sources.add(pair.source()));
      Set<String> taken = pairs.stream().map(PanPair::suspicious).collect(Collectors.toSet());
      for (PanCase one : part.cases()) {
        if (taken.contains(one.suspicious())) {
          truth.computeIfAbsent(one.suspicious(), name -> new TreeSet<>()).add(one.source());
          sources.add(one.source());
        }
      }
    }
    if (truth.isEmpty()) {
      return;
    }
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    try (TemporaryCollection temporary = TemporaryCollection.open(encoder, splitter)) {
      temporary.collection().add(DocumentSource.of(documents(corpus, sources)), IndexingListener.SILENT, () -> false);
      SourceRetrieval retrieval = new SourceRetrieval(temporary.collection().index(), encoder);
      double[] found = new double[CUTS.length];
      double[] reachable = new double[CUTS.length];
      long asked = 0;
      for (Map.Entry<String, Set<String>> entry : truth.entrySet()) {
        List<Candidate> candidates =
            retrieval.candidates(corpus.suspicious(entry.getKey()), Set.of(), CUTS[CUTS.length - 1]).list();
        Set<String> wanted = entry.getValue();
        for (int cut = 0; cut < CUTS.length; cut++) {
          long right = candidates.stream().limit(CUTS[cut]).filter(each -> wanted.contains(each.id())).count();
          found[cut] += (double) right / wanted.size();
          reachable[cut] += (double) Math.min(CUTS[cut], wanted.size()) / wanted.size();
        }
        asked++;
        done.accept(asked);
      }
      for (int cut = 0; cut < CUTS.length; cut++) {
        scores.add("recall@" + CUTS[cut] + " of sources", found[cut] / truth.size());
        scores.add("reachable recall@" + CUTS[cut], reachable[cut] / truth.size());
      }
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
}
