/// How good are the answers? Measures the product on labelled data and sets each value beside the published one.
@NullMarked
package io.doppel.eval;

import org.jspecify.annotations.NullMarked;
