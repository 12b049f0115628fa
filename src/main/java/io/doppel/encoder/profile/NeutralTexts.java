package io.doppel.encoder.profile;

import io.doppel.encoder.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Texts of many kinds that were written to measure models with, the same in each language: the sentences of the pairs
/// are translations of each other, line by line. No two of them are about the same thing but where it is said.
///
/// @param language its code, such as `en`
/// @param pairs a sentence, and what it says in other words
/// @param texts a heading, and the sentences of the short text below it
public record NeutralTexts(String language, List<Pair> pairs, List<Text> texts) {

  static final List<String> LANGUAGES = List.of("en", "ko");

  /// To be changed with what a profile holds.
  private static final String MEASURED = "within and across languages";

  /// A sentence, twice.
  public record Pair(String sentence, String reworded) {}

  /// A short text.
  public record Text(String heading, List<String> sentences) {

    String whole() {
      return String.join(" ", sentences);
    }
  }

  static NeutralTexts of(String language) {
    List<String[]> lines =
        new String(bytes(language), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split("\t", -1))
            .toList();
    return new NeutralTexts(
        language,
        lines.stream().filter(line -> line[0].equals("pair")).map(line -> new Pair(line[1], line[2])).toList(),
        lines.stream()
            .filter(line -> line[0].equals("text"))
            .map(line -> new Text(line[1], Arrays.asList(line[2].split("(?<=[.?!]) ", -1))))
            .toList());
  }

  /// All of them, in every language.
  public static List<String> sentences() {
    List<String> all = new ArrayList<>();
    for (String language : LANGUAGES) {
      NeutralTexts texts = of(language);
      texts.pairs().forEach(pair -> all.addAll(List.of(pair.sentence(), pair.reworded())));
      texts.texts().forEach(text -> all.add(text.whole()));
    }
    return List.copyOf(all);
  }

  /// The beginning of the hash of all of them, and of what is measured with them.
  static String version() {
    var digest = Sha256.digest();
    digest.update(MEASURED.getBytes(StandardCharsets.UTF_8));
    LANGUAGES.forEach(language -> digest.update(bytes(language)));
    return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
  }

  private static byte[] bytes(String language) {
    try (InputStream in = NeutralTexts.class.getResourceAsStream("/profile/" + language + ".tsv")) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its texts in " + language);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
