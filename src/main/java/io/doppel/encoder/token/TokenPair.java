package io.doppel.encoder.token;

/// Two texts as a cross-encoder reads them: one row of tokens.
///
/// @param tokens of both, with the special tokens around and between them
/// @param types for each token which of the two texts it is of, 0 or 1, as the model was trained to be told; shared,
///     not to be changed
@SuppressWarnings("ArrayRecordComponent") // a private carrier between tokenizer and batch, never compared
public record TokenPair(Tokens tokens, long[] types) {}
