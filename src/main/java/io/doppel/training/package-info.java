/// How does the encoder learn from its users, and is what it learned any better? Examples are split without leaks, a
/// `Learner` goes down the gradient of a loss, and an `Outcome` says whether held-out examples and general similarity
/// are for it.
@NullMarked
package io.doppel.training;

import org.jspecify.annotations.NullMarked;
