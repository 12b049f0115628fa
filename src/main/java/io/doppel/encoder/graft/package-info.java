/// What does a model know beyond the one it was grafted on?
@NullMarked
package io.doppel.encoder.graft;

import org.jspecify.annotations.NullMarked;
