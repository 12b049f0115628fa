package io.doppel.encoder.profile;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.CosineScales;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.Script;
import io.doppel.encoder.profile.NeutralTexts.Pair;
import io.doppel.encoder.profile.NeutralTexts.Text;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What was measured of a model on texts that come with the program: how alike it finds sentences that have nothing to
/// do with each other, and such that have.
///
/// @param fingerprint of the encoder, without its name
/// @param texts which texts it was measured on
/// @param languages one for each language of the texts
/// @param across one for each two languages
public record ModelProfile(
    EncoderFingerprint fingerprint, String texts, List<Language> languages, List<Across> across) {

  /// A language of which the model has learned less counts for nothing.
  private static final double READ = .5;

  /// Standard deviations of what is unrelated, by which translations must lie above it.
  private static final double STANDS_OUT = 2;

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

    private double gapOfTexts() {
      return longAgainstShort.mean() - unrelated.mean();
    }
  }

  /// What was measured between two languages.
  ///
  /// @param one code of a language
  /// @param other code of another one
  /// @param unrelated sentences of one and of the other that have nothing to do with each other
  /// @param translations sentences that say the same
  public record Across(String one, String other, Cosines unrelated, Cosines translations) {

    /// Empty where translations hardly stand out from what is unrelated.
    private Optional<CosineScales.Across> scale() {
      double gap = translations.mean() - unrelated.mean();
      return translations.mean() < 1 && gap >= Math.max(CosineScale.LEAST_WIDTH, STANDS_OUT * unrelated.deviation())
          ? Optional.of(
              new CosineScales.Across(one, other, new CosineScale(unrelated.mean(), translations.mean())))
          : Optional.empty();
    }
  }

  /// @param across null in files of older programs, which measured nothing of it
  public ModelProfile(
      EncoderFingerprint fingerprint, String texts, List<Language> languages, @Nullable List<Across> across) {
    this.fingerprint = fingerprint;
    this.texts = texts;
    this.languages = List.copyOf(languages);
    this.across = across == null ? List.of() : List.copyOf(across);
  }

  /// Measures an encoder: embeds some 340 short texts.
  public static ModelProfile measure(Encoder encoder) {
    return new ModelProfile(
        encoder.fingerprint().unnamed(),
        NeutralTexts.version(),
        NeutralTexts.LANGUAGES.stream().map(language -> measure(encoder, NeutralTexts.of(language))).toList(),
        across(encoder));
  }

  private static List<Across> across(Encoder encoder) {
    List<Across> across = new ArrayList<>();
    for (int i = 0; i < NeutralTexts.LANGUAGES.size(); i++) {
      for (int j = i + 1; j < NeutralTexts.LANGUAGES.size(); j++) {
        across.add(across(encoder, NeutralTexts.LANGUAGES.get(i), NeutralTexts.LANGUAGES.get(j)));
      }
    }
    return across;
  }

  private static Across across(Encoder encoder, String one, String other) {
    List<Embedding> ones = sentences(encoder, NeutralTexts.of(one));
    List<Embedding> others = sentences(encoder, NeutralTexts.of(other));
    List<Double> unrelated = new ArrayList<>();
    List<Double> translations = new ArrayList<>();
    for (int i = 0; i < ones.size(); i++) {
      for (int j = 0; j < others.size(); j++) {
        (i == j ? translations : unrelated).add(cosine(ones.get(i), others.get(j)));
      }
    }
    return new Across(one, other, Cosines.of(unrelated), Cosines.of(translations));
  }

  private static List<Embedding> sentences(Encoder encoder, NeutralTexts texts) {
    return encoder.encode(texts.pairs().stream().map(Pair::sentence).toList(), Prompt.NONE);
  }

  private static Language measure(Encoder encoder, NeutralTexts texts) {
    Cancellation.check();
    List<Embedding> sentences = sentences(encoder, texts);
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

  /// Where the cosines lie within and across languages; across those alone that the model reads, and whose translations
  /// it puts near each other.
  public CosineScales scales() {
    return new CosineScales(
        scale().orElse(CosineScale.STANDARD),
        across.stream()
            .filter(each -> reads(each.one()) && reads(each.other()))
            .flatMap(each -> each.scale().stream())
            .toList());
  }

  private boolean reads(String language) {
    return languages.stream().anyMatch(each -> each.language().equals(language) && each.legibility() >= READ);
  }

  /// How well the model tells in the language of a text what says the same from what does not, beside the language in
  /// which it does so best, 0 to 1: what lies between the cosines of both, of sentences and of headings with their
  /// texts, each beside the most of a language. A language is known by its letters; in others, the model is taken to be
  /// at its best.
  double reading(String text) {
    Optional<Language> read =
        Script.language(text, languages.stream().map(Language::language).toList())
            .flatMap(code -> languages.stream().filter(language -> language.language().equals(code)).findFirst());
    return read.map(language -> part(language, Language::gap) * part(language, Language::gapOfTexts)).orElse(1.);
  }

  private double part(Language language, ToDoubleFunction<Language> gap) {
    double most = languages.stream().mapToDouble(gap).max().orElseThrow();
    return most <= 0 ? 1 : Math.clamp(gap.applyAsDouble(language) / most, 0, 1);
  }
}
