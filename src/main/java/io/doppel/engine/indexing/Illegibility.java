package io.doppel.engine.indexing;

import java.util.Locale;
import java.util.Optional;

/// How much of some text the model cannot read: words that it has never learnt, which it spells letter by letter or
/// drops.
///
/// @param share 0 to 1
public record Illegibility(double share) {

  /// A text that the model reads has a share near 0, jargon and names included, one in another language near 1: the
  /// share of a collection is that of its texts in other languages. From a tenth on, whoever asks in such a language
  /// should know.
  static final double WORTH_SAYING = 0.1;

  /// A sentence on what it means and what to do, where it is much.
  public Optional<String> warning() {
    return share < WORTH_SAYING
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the model does not know the words of %.0f %% of the text; it spells them letter by letter, "
                    + "or does not read them at all, and"
                    + " finds little by their meaning. For Korean and many other languages there is: doppel models pull"
                    + " sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
                100 * share));
  }
}
