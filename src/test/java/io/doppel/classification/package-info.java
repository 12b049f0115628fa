@NullMarked
package io.doppel.classification;

import org.jspecify.annotations.NullMarked;
