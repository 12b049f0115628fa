/// How does a text become a unit vector? A Siamese Sentence-BERT encoder: tokenizer, ONNX Runtime
/// session, pooling.
@NullMarked
package io.doppel.encoder;

import org.jspecify.annotations.NullMarked;
