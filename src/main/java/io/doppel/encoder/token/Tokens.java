package io.doppel.encoder.token;

/// A text as the model reads it.
///
/// @param ids token ids with the special tokens, never empty; shared, not to be changed
/// @param truncated whether the text had more tokens than the model reads
@SuppressWarnings(
    "ArrayRecordComponent") // a private carrier between tokenizer and batch, never compared
public record Tokens(long[] ids, boolean truncated) {

  public int length() {
    return ids.length;
  }
}
