package io.doppel.encoder.profile;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.util.ULocale;
import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.profile.NeutralTexts.Pair;
import io.doppel.encoder.profile.NeutralTexts.Text;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was measured of a model on texts that come with the program: how alike it finds sentences that have nothing to
/// do with each other, and such that have.
///
/// @param fingerprint of the encoder, without its name
/// @param texts which texts it was measured on
/// @param languages one for each language of the texts
public record ModelProfile(EncoderFingerprint fingerprint, String texts, List<Language> languages) {

  /// A language of which the model has learned less counts for nothing.
  private static final double READ = .5;

  /// Some cosines.
  ///
  /// @param mean of them
  /// @param deviation their standard deviation
  /// @param count how many they are
  public record Cosines(double mean, double deviation, int count) {

    private static Cosines of(List<Double> values) {
      double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
      double variance = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).average().orElseThrow();
      return new Cosines(mean, Math.sqrt(variance), values.size());
    }
  }

  /// What was measured in one language.
  ///
  /// @param language its code
  /// @param legibility how well the model reads it, 0 to 1
  /// @param unrelated sentences that have nothing to do with each other
  /// @param neighbours sentences that follow one another in a text
  /// @param longAgainstShort texts and their headings
  /// @param reworded sentences that say the same in other words
  public record Language(
      String language,
      double legibility,
      Cosines unrelated,
      Cosines neighbours,
      Cosines longAgainstShort,
      Cosines reworded) {

    private double gap() {
      return reworded.mean() - unrelated.mean();
    }

    /// How many of a text's letters are those that the language is written with.
    private long letters(String text) {
      int[] scripts = UScript.getCode(ULocale.forLanguageTag(language));
      return text.codePoints()
          .filter(letter -> IntStream.of(scripts).anyMatch(script -> script == UScript.getScript(letter)))
          .count();
    }
  }

  public ModelProfile {
    languages = List.copyOf(languages);
  }

  /// Measures an encoder: embeds some 340 short texts.
  public static ModelProfile measure(Encoder encoder) {
    return new ModelProfile(
        encoder.fingerprint().unnamed(),
        NeutralTexts.version(),
        NeutralTexts.LANGUAGES.stream().map(language -> measure(encoder, NeutralTexts.of(language))).toList());
  }

  private static Language measure(Encoder encoder, NeutralTexts texts) {
    Cancellation.check();
    List<Embedding> sentences = encoder.encode(texts.pairs().stream().map(Pair::sentence).toList(), Prompt.NONE);
    List<Embedding> reworded = encoder.encode(texts.pairs().stream().map(Pair::reworded).toList(), Prompt.NONE);
    List<Double> unrelated = new ArrayList<>();
    List<Double> same = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      same.add(cosine(sentences.get(i), reworded.get(i)));
      for (Embedding other : sentences.subList(0, i)) {
        unrelated.add(cosine(sentences.get(i), other));
      }
    }
    List<Double> neighbours = new ArrayList<>();
    List<Double> longAgainstShort = new ArrayList<>();
    for (Text text : texts.texts()) {
      List<Embedding> parts = encoder.encode(text.sentences(), Prompt.NONE);
      for (int i = 1; i < parts.size(); i++) {
        neighbours.add(cosine(parts.get(i - 1), parts.get(i)));
      }
      longAgainstShort.add(
          cosine(
              encoder.encode(text.heading(), Prompt.NONE),
              encoder.encode(text.whole(), Prompt.NONE)));
    }
    return new Language(
        texts.language(),
        texts.pairs().stream().mapToDouble(pair -> encoder.legibility(pair.sentence())).average().orElse(0),
        Cosines.of(unrelated),
        Cosines.of(neighbours),
        Cosines.of(longAgainstShort),
        Cosines.of(same));
  }

  private static double cosine(Embedding one, Embedding other) {
    return one.cosine(other);
  }

  /// Whether this was measured of that encoder, by this program.
  boolean isOf(Encoder encoder) {
    return fingerprint.equals(encoder.fingerprint().unnamed()) && texts.equals(NeutralTexts.version());
  }

  /// The scale of the first language that the model reads, so of English where it does, in which the standard scale was
  /// measured; of the first where it reads none. Empty where rewordings are no more alike than unrelated sentences are,
  /// so that its cosines tell nothing.
  public Optional<CosineScale> scale() {
    Language taken =
        languages.stream()
            .filter(language -> language.legibility() >= READ)
            .findFirst()
            .orElse(languages.getFirst());
    double unrelated = taken.unrelated().mean();
    double reworded = taken.reworded().mean();
    return reworded < 1 && reworded - unrelated >= CosineScale.LEAST_WIDTH
        ? Optional.of(new CosineScale(unrelated, reworded))
        : Optional.empty();
  }

  /// How well the model tells in the language of a text what says the same from what does not, beside the language in
  /// which it does so best, 0 to 1: the square of what lies between the cosines of both, beside that of the best
  /// language. A language is known by its letters; in others, the model is taken to be at its best.
  double reading(String text) {
    double best = languages.stream().mapToDouble(Language::gap).max().orElseThrow();
    Optional<Language> read =
        languages.stream()
            .filter(language -> language.letters(text) > 0)
            .max(Comparator.comparingLong(language -> language.letters(text)));
    double part = read.isEmpty() || best <= 0 ? 1 : Math.clamp(read.get().gap() / best, 0, 1);
    return part * part;
  }
}
