package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.text.Words;
import java.util.HashMap;
import java.util.Map;

/// Says how a passage was reused.
final class KindOfReuse {

  private KindOfReuse() {}

  /// The case of a match.
  ///
  /// @param minLight least part of the words that both passages share if it is called a light edit
  static Case name(Reading here, Reading there, Match match, float minLight) {
    float similarity =
        Math.clamp(Reading.dot(here.meaning(match.here()), there.meaning(match.there())), -1f, 1f);
    return new Case(there.id(), match.here(), match.there(), kind(here, there, match, minLight), similarity);
  }

  private static Kind kind(Reading here, Reading there, Match match, float minLight) {
    if (isEqual(match.here().of(here.text()), match.there().of(there.text()))) {
      return Kind.VERBATIM;
    }
    return sharedWords(here, match.here(), there, match.there()) >= minLight ? Kind.LIGHT : Kind.PARAPHRASE;
  }

  /// Whether both are the same up to white space where both have some.
  private static boolean isEqual(String a, String b) {
    return a.equals(b) || a.strip().replaceAll("\\s+", " ").equals(b.strip().replaceAll("\\s+", " "));
  }

  /// The part of both passages' words that they have in common, each as often as both have it (Dice's coefficient).
  private static float sharedWords(Reading here, Span a, Reading there, Span b) {
    Words hereWords = here.words();
    Words thereWords = there.words();
    int hereFrom = hereWords.firstFrom(a.start());
    int hereTo = hereWords.firstFrom(a.end());
    int thereFrom = thereWords.firstFrom(b.start());
    int thereTo = thereWords.firstFrom(b.end());
    Map<Long, Integer> left = new HashMap<>();
    for (int i = hereFrom; i < hereTo; i++) {
      left.merge(hereWords.form(i), 1, Integer::sum);
    }
    int shared = 0;
    for (int j = thereFrom; j < thereTo; j++) {
      int rest = left.getOrDefault(thereWords.form(j), 0);
      if (rest > 0) {
        left.put(thereWords.form(j), rest - 1);
        shared++;
      }
    }
    int all = hereTo - hereFrom + thereTo - thereFrom;
    return all == 0 ? 0 : 2f * shared / all;
  }
}
