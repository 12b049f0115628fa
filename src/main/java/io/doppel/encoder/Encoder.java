package io.doppel.encoder;

import io.doppel.text.TokenCounter;
import java.util.List;
import java.util.Optional;

/// Turns texts into unit vectors of one space. The twins of the Siamese network are this one
/// encoder, applied twice.
///
/// Thread-safe: any number of threads may encode at once. Closing waits for the calls under way, and
/// refuses those that come later.
public interface Encoder extends TokenCounter, AutoCloseable {

  /// The embeddings of `texts`, in their order. A text longer than [#maxTokens()] is read up to
  /// that limit; callers who must not lose the rest split it first.
  List<Embedding> encode(List<String> texts, Prompt prompt);

  /// The embedding of one text, by the way of the lowest latency.
  default Embedding encode(String text, Prompt prompt) {
    return encode(List.of(text), prompt).getFirst();
  }

  /// The tokens of `text` without special tokens, in their order, as far as the model reads it; none where the model's
  /// graph gives no embedding but that of the whole text.
  default List<TokenEmbedding> tokens(String text) {
    return List.of();
  }

  /// Number of tokens of `text` without special tokens and without truncation.
  @Override
  int count(String text);

  /// The text whose tokens are exactly these, those that stand around every text included; empty if this encoder's
  /// tokenizer would never give them for a text, as where they are of another tokenizer.
  default Optional<String> textOf(long[] tokens) {
    return Optional.empty();
  }

  /// Whether [#encode] reads only the beginning of `text` on that side of a comparison.
  default boolean truncates(String text, Prompt prompt) {
    return count(text) > maxContentTokens(prompt);
  }

  /// How well the model reads the words of `text`: 1 as words it may have learnt, 0 letter by letter
  /// or not at all. Below 1 the text's embedding says little of its meaning.
  default float legibility(String text) {
    return Legibility.of(text, count(text), 0);
  }

  /// The most tokens the model reads of one text, special tokens included.
  int maxTokens();

  /// The most tokens of a document that fit into one encoding, special tokens and the document
  /// prompt taken off.
  int maxContentTokens();

  /// The same on another side of a comparison, whose own prompt is taken off.
  default int maxContentTokens(Prompt prompt) {
    return maxContentTokens();
  }

  /// Coordinates of an embedding.
  int dimension();

  /// This encoder, its embeddings cut to the first `dimension` coordinates. Closing one closes
  /// both.
  ///
  /// @throws IllegalArgumentException if there are fewer coordinates, or `dimension` is below 1
  default Encoder shortenedTo(int dimension) {
    return dimension == dimension() ? this : new ShortenedEncoder(this, dimension);
  }

  /// The encoder whose embeddings decide those of this one by arithmetic alone, as where an adapter stands behind it;
  /// this one itself where there is none. Its embeddings are worth keeping, since they serve every adapter. It is
  /// closed with this one.
  default Encoder base() {
    return this;
  }

  /// The embedding of this encoder for the text that [#base()] has embedded so.
  ///
  /// @param prompt with which it was embedded
  default Embedding adapt(Embedding base, Prompt prompt) {
    return base;
  }

  /// What decides where `text` lands on one side of a comparison: the fingerprint of this encoder, or of another one
  /// that is known to put it at the very same place, as that of a model for a text without any of the tokens that were
  /// added to it.
  default EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return fingerprint();
  }

  /// How much the embedding of `text` says of its meaning, 0 to 1: its legibility, and how well the model tells in its
  /// language what says the same from what does not, beside the language in which it does so best.
  default float reading(String text) {
    return legibility(text);
  }

  /// Where its cosines lie; the standard scale where nothing was measured. The first call may measure, which takes
  /// seconds.
  default CosineScale scale() {
    return CosineScale.STANDARD;
  }

  /// Where its cosines lie within and across languages; [#scale()] everywhere where nothing was measured.
  default CosineScales scales() {
    return new CosineScales(scale(), List.of());
  }

  /// What binds an index to this encoder.
  EncoderFingerprint fingerprint();

  @Override
  void close();
}
