package io.doppel.encoder;

import io.doppel.text.Span;

/// A token of a text in its context: what the model makes of it before pooling.
///
/// @param span where the token stands in the text; tokens of one word may share letters
/// @param embedding of unit length, in as many coordinates as the model has, whatever texts are shortened to
public record TokenEmbedding(Span span, Embedding embedding) {}
