package io.doppel.eval.task;

import io.doppel.encoder.Encoder;
import io.doppel.eval.data.PanCorpus;
import io.doppel.eval.data.PanPair;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;

/// Copied passages that were changed so as not to be found: eight sentences of one source of a corpus, put between
/// twenty-four of another one, by each [Evasion] in three strengths. It is told how much of the passage is found, how
/// much of what is found is in it, and in how many of the texts without such a passage something is found.
public final class EvasionTask {

  private static final int OWN = 24;
  private static final int COPIED = 8;

  /// As many passages.
  private static final int PASSAGES = 10;

  private static final long SEED = 3;

  private final TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
  private final Encoder encoder;
  private final List<List<String>> texts;

  private EvasionTask(List<List<String>> texts, Encoder encoder) {
    this.texts = texts;
    this.encoder = encoder;
  }

  /// @param limit the most passages
  /// @param done hears how many texts are aligned
  public static void measure(PanCorpus corpus, int limit, Encoder encoder, LongConsumer done, Scores scores)
      throws IOException {
    List<List<String>> texts = new ArrayList<>();
    List<PanPair> pairs = corpus.parts().stream().flatMap(part -> part.pairs().stream()).toList();
    List<String> names = pairs.stream().map(PanPair::source).distinct().sorted().toList();
    for (String name : names) {
      List<String> sentences = Evasion.sentences(corpus.source(name));
      if (sentences.size() >= OWN + COPIED && texts.size() < Math.min(limit, PASSAGES)) {
        texts.add(sentences);
      }
    }
    if (texts.size() > 1) {
      new EvasionTask(texts, encoder).measure(done, scores);
    }
  }

  /// How many texts are aligned.
  ///
  /// @param limit the most passages
  public static long count(int limit) {
    return (long) Math.min(limit, PASSAGES) * Evasion.values().length * (Evasion.STRENGTHS.size() + 1);
  }

  private void measure(LongConsumer done, Scores scores) {
    List<Reading> sources =
        texts.stream().map(text -> Reading.of("source", String.join(" ", text), encoder)).toList();
    long aligned = 0;
    int accused = 0;
    int innocent = 0;
    for (Evasion evasion : Evasion.values()) {
      long inside = 0;
      long all = 0;
      for (double strength : Evasion.STRENGTHS) {
        double found = 0;
        for (int i = 0; i < texts.size(); i++) {
          Random random = new Random(SEED + i);
          List<String> source = texts.get(i);
          int from = random.nextInt(source.size() - COPIED + 1);
          String passage = evasion.of(source.subList(from, from + COPIED), more(i), strength, random);
          String before = String.join(" ", own(i).subList(0, OWN / 2)) + "\n\n";
          String text = before + passage + "\n\n" + String.join(" ", own(i).subList(OWN / 2, OWN));
          BitSet covered = covered(text, sources.get(i));
          int part = covered.get(before.length(), before.length() + passage.length()).cardinality();
          found += (double) part / passage.length();
          inside += part;
          all += covered.cardinality();
          aligned++;
          done.accept(aligned);
        }
        scores.add("recall %s %s".formatted(evasion, strength), found / texts.size());
      }
      scores.add("precision " + evasion, all == 0 ? 1 : (double) inside / all);
      for (int i = 0; i < texts.size(); i++) {
        String text =
            evasion.of(own(i), more(i), Evasion.STRENGTHS.getLast(), new Random(SEED + i));
        accused += covered(text, sources.get(i)).isEmpty() ? 0 : 1;
        innocent++;
        aligned++;
        done.accept(aligned);
      }
    }
    scores.add("part of texts with one, of those without a passage", (double) accused / innocent);
  }

  /// What somebody else has written.
  private List<String> own(int text) {
    return texts.get((text + 1) % texts.size()).subList(0, OWN);
  }

  private List<String> more(int text) {
    List<String> other = texts.get((text + 1) % texts.size());
    List<String> more = new ArrayList<>(other.subList(OWN, Math.min(other.size(), OWN + COPIED)));
    more.addAll(own(text));
    return more;
  }

  /// The characters of a text that lie in cases.
  private BitSet covered(String text, Reading source) {
    BitSet covered = new BitSet();
    for (Case found : alignment.align(Reading.of("text", text, encoder), source).cases()) {
      Span here = found.here();
      covered.set(here.start(), here.end());
    }
    return covered;
  }
}
