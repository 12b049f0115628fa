package io.doppel.engine;

import java.util.Optional;

/// How much of some text the model cannot read: words that it has never learnt, which it spells letter by letter or drops.
///
/// @param share 0 to 1
public record Illegibility(double share) {

  /// Names and words of other languages are in most collections; from here on it is more than that.
  static final double WORTH_SAYING = 0.3;

  /// A sentence on what it means and what to do, where it is much.
  public Optional<String> warning() {
    return share < WORTH_SAYING
        ? Optional.empty()
        : Optional.of(
            ("the model does not know the words of %.0f %% of the text; it spells them letter by letter, or does not read them at all, and"
                    + " finds little by their meaning. For Korean and many other languages there is: doppel models pull"
                    + " sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2")
                .formatted(100 * share));
  }
}
