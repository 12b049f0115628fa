/// How does a model learn to read another language, without a change to what it knows?
@NullMarked
package io.doppel.models.graft;

import org.jspecify.annotations.NullMarked;
