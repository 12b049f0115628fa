package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.data.PanPair;
import io.doppel.eval.data.PanXml;
import io.doppel.eval.measure.PanCase;
import io.doppel.eval.measure.Plagdet;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.reading.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// Pairs of documents of a PAN corpus, aligned by the product's own text alignment: overall and for each class of
/// obfuscation.
public final class AlignmentTask {

  /// Sources whose embeddings are kept, since one source stands in several pairs.
  private static final int SOURCES_KEPT = 1000;

  private final PanCorpus corpus;
  private final Encoder encoder;
  private final TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
  private final Map<String, Reading> sources = Collections.synchronizedMap(new LeastRecentlyUsed());

  private AlignmentTask(PanCorpus corpus, Encoder encoder) {
    this.corpus = corpus;
    this.encoder = encoder;
  }

  /// @param limit the most pairs of each class
  /// @param written the folder where the detections are written as PAN XML
  /// @param done hears how many pairs are aligned
  public static void measure(
      PanCorpus corpus, int limit, Optional<Path> written, Encoder encoder, LongConsumer done, Scores scores)
      throws IOException {
    List<Part> parts = corpus.parts().stream().map(part -> first(part, limit)).toList();
    List<PanPair> pairs = parts.stream().flatMap(part -> part.pairs().stream()).distinct().toList();
    Map<PanPair, List<PanCase>> detections;
    try {
      detections = new AlignmentTask(corpus, encoder).align(pairs, done);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (written.isPresent()) {
      PanXml.write(written.get(), pairs, all(detections.values()));
    }
    List<PanCase> cases = parts.stream().flatMap(part -> part.cases().stream()).distinct().toList();
    add("", cases, all(detections.values()), scores);
    for (Part part : parts.size() > 1 ? parts : List.<Part>of()) {
      List<PanCase> found = all(part.pairs().stream().map(pair -> detections.getOrDefault(pair, List.of())).toList());
      if (part.cases().isEmpty()) {
        scores.add("false detections " + part.name(), found.size());
        long accused = part.pairs().stream().filter(pair -> !detections.getOrDefault(pair, List.of()).isEmpty()).count();
        scores.add("part of pairs with one " + part.name(), (double) accused / part.pairs().size());
      } else {
        add(" " + part.name(), part.cases(), found, scores);
      }
    }
  }

  private static Part first(Part part, int limit) {
    List<PanPair> pairs = part.pairs().subList(0, Math.min(limit, part.pairs().size()));
    return new Part(
        part.name(),
        pairs,
        part.cases().stream().filter(one -> pairs.contains(new PanPair(one.suspicious(), one.source()))).toList());
  }

  private static void add(String suffix, List<PanCase> cases, List<PanCase> detections, Scores scores) {
    Plagdet score = Plagdet.of(cases, detections);
    scores.add("plagdet" + suffix, score.plagdet());
    scores.add("precision" + suffix, score.precision());
    scores.add("recall" + suffix, score.recall());
    scores.add("granularity" + suffix, score.granularity());
  }

  private static List<PanCase> all(Collection<List<PanCase>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  private Map<PanPair, List<PanCase>> align(List<PanPair> pairs, LongConsumer done) {
    Map<String, List<PanPair>> bySuspicious =
        pairs.stream().collect(Collectors.groupingBy(PanPair::suspicious, TreeMap::new, Collectors.toList()));
    Map<PanPair, List<PanCase>> detections = Collections.synchronizedMap(new LinkedHashMap<>());
    AtomicLong aligned = new AtomicLong();
    bySuspicious.entrySet().parallelStream()
        .forEach(
            entry -> {
              Reading here = reading(entry.getKey(), true);
              for (PanPair pair : entry.getValue()) {
                detections.put(pair, cases(pair, here, source(pair.source())));
                done.accept(aligned.incrementAndGet());
              }
            });
    return detections;
  }

  private List<PanCase> cases(PanPair pair, Reading here, Reading there) {
    List<PanCase> cases = new ArrayList<>();
    for (Case found : alignment.align(here, there)) {
      cases.add(
          new PanCase(
              pair.suspicious(),
              pair.source(),
              here.text().codePointCount(0, found.here().start()),
              here.text().codePointCount(found.here().start(), found.here().end()),
              there.text().codePointCount(0, found.there().start()),
              there.text().codePointCount(found.there().start(), found.there().end())));
    }
    return cases;
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
