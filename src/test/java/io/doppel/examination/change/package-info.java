@NullMarked
package io.doppel.examination.change;

import org.jspecify.annotations.NullMarked;
