@NullMarked
package io.doppel.text.disguise;

import org.jspecify.annotations.NullMarked;
