package io.doppel.bench.task;

import io.doppel.bench.Run;
import io.doppel.bench.Timed;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Bounds;
import io.doppel.text.Span;
import io.doppel.vector.Quantiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Measures what checks for plagiarism cost: the alignment of two texts whose sentences are embedded already, and a
/// whole check of a text against a collection.
public final class PlagiarismBenchmark {

  private static final Pattern WORD = Pattern.compile("\\S+\\s*");

  private final List<String> words;
  private final Encoder encoder;

  /// @param text where the texts to measure with are cut from; where it is too short it begins anew
  public PlagiarismBenchmark(String text, Encoder encoder) {
    this.words = WORD.matcher(text).results().map(MatchResult::group).toList();
    Bounds.check("words of the text", words.size(), 100, Integer.MAX_VALUE);
    this.encoder = encoder;
  }

  /// What was measured.
  ///
  /// @param words of each text
  /// @param sentences of the first text that were compared
  /// @param cases found
  /// @param recall part of what both texts share that the cases cover, 0 to 1; null where nobody knows what they share
  /// @param runs one after the other; the first ones warm up
  public record Measured(int words, int sentences, int cases, @Nullable Double recall, List<Run> runs) {

    /// The run of middle length among the last half, by the clock.
    public double seconds() {
      return Quantiles.of(lastHalf().stream().map(Run::seconds).toList()).median();
    }

    /// As [#seconds()], by the time that processors spent, all cores together.
    public double processorSeconds() {
      return Quantiles.of(lastHalf().stream().map(run -> run.processorSeconds() * Run.CORES).toList()).median();
    }

    private List<Run> lastHalf() {
      return runs.subList(runs.size() / 2, runs.size());
    }
  }

  /// Reads and aligns two texts that have half of their words in common, with embeddings made before.
  ///
  /// @param size of each text, in words
  public Measured alignment(int size, int runs) {
    String here = text(0, size);
    String there = text(size / 2, size);
    List<Span> unitsHere = Reading.units(here);
    List<Span> unitsThere = Reading.units(there);
    List<Embedding> embeddingsHere = embed(here, unitsHere);
    List<Embedding> embeddingsThere = embed(there, unitsThere);
    TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
    List<Timed<List<Case>>> timed = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      timed.add(
          Timed.of(
              () ->
                  alignment
                      .align(
                          Reading.of("", here, Reading.units(here), embeddingsHere),
                          Reading.of("there", there, Reading.units(there), embeddingsThere))
                      .cases()));
    }
    List<Case> cases = timed.getLast().value();
    double recall = covered(cases, text(0, size / 2).length(), here.length());
    return new Measured(size, unitsHere.size(), cases.size(), recall, timed.stream().map(Timed::run).toList());
  }

  /// Checks a text against a collection. Each run checks the same text, which is embedded anew each time; sentences of
  /// sources are looked up in `documents`.
  ///
  /// @param size of the text, in words
  /// @param documents embeds the sources, as the product does it
  public Measured check(int size, PassageIndex index, Encoder documents, int runs) throws IOException {
    String text = text(0, size);
    Plagiarism plagiarism = new Plagiarism(index, encoder, documents, new RecentQuestions());
    List<Timed<PlagiarismAnswer>> timed = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      timed.add(Timed.of(() -> plagiarism.check(new PlagiarismQuery(text, Set.of()))));
    }
    int cases = timed.getLast().value().cases().size();
    return new Measured(size, Reading.units(text).size(), cases, null, timed.stream().map(Timed::run).toList());
  }

  /// The part of the text between these offsets that cases cover.
  private static double covered(List<Case> cases, int start, int end) {
    BitSet covered = new BitSet(end);
    cases.forEach(one -> covered.set(one.here().start(), one.here().end()));
    return (double) covered.get(start, end).cardinality() / (end - start);
  }

  private List<Embedding> embed(String text, List<Span> units) {
    return encoder.encode(units.stream().map(unit -> unit.of(text)).toList(), Prompt.NONE);
  }

  private String text(int from, int size) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < size; i++) {
      text.append(words.get((from + i) % words.size()));
    }
    return text.toString();
  }
}
