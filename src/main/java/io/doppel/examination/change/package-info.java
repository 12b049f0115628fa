/// What may happen to a text on its way, without changing what it says?
@NullMarked
package io.doppel.examination.change;

import org.jspecify.annotations.NullMarked;
