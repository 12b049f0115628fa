package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanPair;
import io.doppel.eval.data.PanXml;
import io.doppel.eval.measure.PanCase;
import io.doppel.plagiarism.reading.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// A PAN corpus: its pairs of documents are aligned ([Alignments]), and the sources of each suspicious document are
/// looked up among all sources ([SourceLookups]). Each document is read once for both.
public final class PlagiarismTask {

  /// Sources whose embeddings are kept, since one source stands in several pairs.
  private static final int SOURCES_KEPT = 1000;

  private final PanCorpus corpus;
  private final Encoder encoder;
  private final Map<String, Reading> sources = Collections.synchronizedMap(new LeastRecentlyUsed());

  private PlagiarismTask(PanCorpus corpus, Encoder encoder) {
    this.corpus = corpus;
    this.encoder = encoder;
  }

  /// @param limit the most pairs of each class
  /// @param written the folder where the detections are written as PAN XML
  /// @param indexed hears how many sources are indexed
  /// @param aligned hears how many pairs are aligned
  /// @param collections where collections are; see [io.doppel.engine.scratch.ScratchPlace#beside]
  public static void measure(
      URI collections,
      PanCorpus corpus,
      int limit,
      Optional<Path> written,
      Encoder encoder,
      LongConsumer indexed,
      LongConsumer aligned,
      Scores scores)
      throws IOException {
    List<Part> parts = corpus.parts().stream().map(part -> first(part, limit)).toList();
    List<PanPair> pairs = parts.stream().flatMap(part -> part.pairs().stream()).distinct().toList();
    try (SourceLookups lookups = SourceLookups.among(collections, corpus, parts, encoder, indexed)) {
      PlagiarismTask task = new PlagiarismTask(corpus, encoder);
      Alignments alignments = new Alignments(task.read(pairs, lookups, aligned));
      if (written.isPresent()) {
        PanXml.write(written.get(), pairs, alignments.all());
      }
      alignments.score(parts, scores);
      lookups.score(scores);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Part first(Part part, int limit) {
    List<PanPair> pairs = part.pairs().subList(0, Math.min(limit, part.pairs().size()));
    return new Part(
        part.name(),
        pairs,
        part.cases().stream().filter(one -> pairs.contains(new PanPair(one.suspicious(), one.source()))).toList());
  }

  /// Reads each suspicious document, looks its sources up and aligns it with its pairs; returns what was detected.
  private Map<PanPair, List<PanCase>> read(List<PanPair> pairs, SourceLookups lookups, LongConsumer aligned) {
    Map<String, List<PanPair>> bySuspicious =
        pairs.stream().collect(Collectors.groupingBy(PanPair::suspicious, TreeMap::new, Collectors.toList()));
    Map<PanPair, List<PanCase>> detections = Collections.synchronizedMap(new LinkedHashMap<>());
    AtomicLong count = new AtomicLong();
    bySuspicious.entrySet().parallelStream()
        .forEach(
            entry -> {
              Reading here = reading(entry.getKey(), true);
              lookups.look(entry.getKey(), here);
              for (PanPair pair : entry.getValue()) {
                detections.put(pair, Alignments.of(pair, here, source(pair.source())));
                aligned.accept(count.incrementAndGet());
              }
            });
    return detections;
  }

  private Reading source(String name) {
    Reading known = sources.get(name);
    if (known != null) {
      return known;
    }
    // Two threads may read the same source at once; that is rare and does no harm.
    Reading read = reading(name, false);
    sources.put(name, read);
    return read;
  }

  private Reading reading(String name, boolean suspicious) {
    try {
      return Reading.of(name, suspicious ? corpus.suspicious(name) : corpus.source(name), encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class LeastRecentlyUsed extends LinkedHashMap<String, Reading> {
    private static final long serialVersionUID = 1L;

    LeastRecentlyUsed() {
      super(SOURCES_KEPT, .75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Reading> eldest) {
      return size() > SOURCES_KEPT;
    }
  }
}
