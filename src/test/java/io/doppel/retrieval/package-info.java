@NullMarked
package io.doppel.retrieval;

import org.jspecify.annotations.NullMarked;
