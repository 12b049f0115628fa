/// How fast and how right does a model learn, and what does that take?
@NullMarked
package io.doppel.bench.training;

import org.jspecify.annotations.NullMarked;
