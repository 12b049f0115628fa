/// How wrong are embeddings, and which way is better? Losses as pure functions of matrices of embeddings, each with its
/// gradient in closed form.
@NullMarked
package io.doppel.learn.loss;

import org.jspecify.annotations.NullMarked;
