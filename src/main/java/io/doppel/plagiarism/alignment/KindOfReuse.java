package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import io.doppel.vector.Vectors;
import java.text.Normalizer;
import java.util.regex.Pattern;

/// Says how a passage was reused.
final class KindOfReuse {

  private static final Pattern SINGLE_QUOTES = Pattern.compile("[\u2018-\u201b\u2032\u00b4`\u02bc]");
  private static final Pattern DOUBLE_QUOTES = Pattern.compile("[\u201c-\u201f\u2033\u00ab\u00bb]|''");
  private static final Pattern DASHES = Pattern.compile("[\u2010-\u2015\u2212]|--");
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  private KindOfReuse() {}

  /// The case of a match.
  static Case name(Reading here, Reading there, Match match, AlignmentSettings.Naming settings) {
    float similarity =
        Vectors.cosine(here.meaning(match.here()), there.meaning(match.there()));
    Evidence evidence = Evidence.of(here, match.here(), there, match.there());
    Kind kind =
        isEqual(match.here().of(here.text()), match.there().of(there.text()))
            ? Kind.VERBATIM
            : kind(evidence, weight(here, match.here()), weight(there, match.there()), settings);
    return new Case(
        there.id(), here.original(match.here()), there.original(match.there()), kind, similarity, evidence);
  }

  private static Kind kind(Evidence evidence, int hereWeight, int thereWeight, AlignmentSettings.Naming settings) {
    if (evidence.sharedWords() >= settings.minShared()) {
      return evidence.inOrder() >= settings.minInOrder() ? Kind.LIGHT : Kind.SHUFFLED;
    }
    return thereWeight >= settings.minSummarized() * hereWeight ? Kind.SUMMARY : Kind.PARAPHRASE;
  }

  private static int weight(Reading reading, Span span) {
    HashedWords words = reading.words();
    return words.weight(words.firstFrom(span.start()), words.firstFrom(span.end()));
  }

  /// Whether both have the same letters: what a word processor changes by itself, the width of white space and the form
  /// of quotation marks, dashes and ligatures, is no difference.
  private static boolean isEqual(String a, String b) {
    return a.equals(b) || typewritten(a).equals(typewritten(b));
  }

  private static String typewritten(String text) {
    String letters = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
    letters = SINGLE_QUOTES.matcher(letters).replaceAll("'");
    letters = DOUBLE_QUOTES.matcher(letters).replaceAll("\"");
    letters = DASHES.matcher(letters).replaceAll("-");
    return WHITE_SPACE.matcher(letters).replaceAll(" ");
  }
}
