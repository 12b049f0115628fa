package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PanCorpus.Part;
import io.doppel.eval.data.PanPair;
import io.doppel.eval.measure.PanCase;
import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.plagiarism.reading.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/// Passages that were translated: sentences in two languages, put together into documents, and their alignment. A
/// source is some sentences that follow each other, in one language; the text that is checked is as many others, in the
/// other language, and in every second of them stands a run of the source's sentences.
final class TranslatedReuse {

  private static final int SENTENCES = 20;
  private static final int LEAST_TAKEN = 4;
  private static final int MOST_TAKEN = 8;
  private static final long SEED = 1;

  private final List<Pair> pairs;
  private final Encoder encoder;
  private final Random random = new Random(SEED);

  private TranslatedReuse(List<Pair> pairs, Encoder encoder) {
    this.pairs = pairs;
    this.encoder = encoder;
  }

  /// A text and where each of its sentences begins, in code points.
  private record Text(String text, List<Integer> starts) {

    static Text of(List<String> sentences) {
      StringBuilder text = new StringBuilder();
      List<Integer> starts = new ArrayList<>();
      for (String sentence : sentences) {
        starts.add(text.codePointCount(0, text.length()));
        text.append(sentence).append('\n');
      }
      starts.add(text.codePointCount(0, text.length()));
      return new Text(text.toString(), starts);
    }

    int length(int from, int to) {
      return starts.get(to) - starts.get(from) - 1;
    }
  }

  /// Adds nothing where there are too few sentences for two sources.
  static void measure(List<Pair> pairs, Encoder encoder, Scores scores) {
    if (pairs.size() >= 2 * SENTENCES) {
      new TranslatedReuse(pairs, encoder).measure(scores);
    }
  }

  private void measure(Scores scores) {
    int documents = pairs.size() / SENTENCES;
    int apart = 0;
    int accused = 0;
    List<PanCase> cases = new ArrayList<>();
    Map<PanPair, List<PanCase>> detections = new LinkedHashMap<>();
    for (int document = 0; document < documents; document++) {
      PanPair pair = new PanPair("text" + document, "source" + document);
      List<String> own = sentences((document + documents / 2) % documents, Pair::other);
      Text source = Text.of(sentences(document, Pair::known));
      if (document % 2 == 0) {
        int taken = LEAST_TAKEN + random.nextInt(MOST_TAKEN - LEAST_TAKEN + 1);
        int from = random.nextInt(SENTENCES - taken + 1);
        int place = random.nextInt(own.size() + 1);
        own.addAll(place, sentences(document, Pair::other).subList(from, from + taken));
        Text here = Text.of(own);
        cases.add(
            new PanCase(
                pair.suspicious(),
                pair.source(),
                here.starts().get(place),
                here.length(place, place + taken),
                source.starts().get(from),
                source.length(from, from + taken)));
      }
      List<PanCase> found =
          Alignments.of(pair, read(pair.suspicious(), Text.of(own)), read(pair.source(), source));
      detections.put(pair, found);
      apart += document % 2;
      accused += found.isEmpty() ? 0 : document % 2;
    }
    new Alignments(detections).score(List.of(new Part("", List.copyOf(detections.keySet()), cases)), scores);
    scores.add("part of pairs with one, of those without", (double) accused / apart);
  }

  private List<String> sentences(int document, Function<Pair, String> side) {
    int from = document * SENTENCES;
    return new ArrayList<>(pairs.subList(from, from + SENTENCES).stream().map(side).toList());
  }

  private Reading read(String name, Text text) {
    return Reading.of(name, text.text(), encoder);
  }
}
