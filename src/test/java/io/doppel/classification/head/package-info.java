@NullMarked
package io.doppel.classification.head;

import org.jspecify.annotations.NullMarked;
