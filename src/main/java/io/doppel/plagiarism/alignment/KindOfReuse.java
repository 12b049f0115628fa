package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.text.Words;

/// Says how a passage was reused.
final class KindOfReuse {

  private KindOfReuse() {}

  /// The case of a match.
  static Case name(Reading here, Reading there, Match match, AlignmentSettings.Naming settings) {
    float similarity =
        Math.clamp(Reading.dot(here.meaning(match.here()), there.meaning(match.there())), -1f, 1f);
    Evidence evidence = Evidence.of(here, match.here(), there, match.there());
    Kind kind =
        isEqual(match.here().of(here.text()), match.there().of(there.text()))
            ? Kind.VERBATIM
            : kind(evidence, weight(here, match.here()), weight(there, match.there()), settings);
    return new Case(there.id(), match.here(), match.there(), kind, similarity, evidence);
  }

  private static Kind kind(Evidence evidence, int hereWeight, int thereWeight, AlignmentSettings.Naming settings) {
    if (evidence.sharedWords() >= settings.minShared()) {
      return evidence.inOrder() >= settings.minInOrder() ? Kind.LIGHT : Kind.SHUFFLED;
    }
    return thereWeight >= settings.minSummarized() * hereWeight ? Kind.SUMMARY : Kind.PARAPHRASE;
  }

  private static int weight(Reading reading, Span span) {
    Words words = reading.words();
    return words.weight(words.firstFrom(span.start()), words.firstFrom(span.end()));
  }

  /// Whether both are the same up to white space where both have some.
  private static boolean isEqual(String a, String b) {
    return a.equals(b) || a.strip().replaceAll("\\s+", " ").equals(b.strip().replaceAll("\\s+", " "));
  }
}
