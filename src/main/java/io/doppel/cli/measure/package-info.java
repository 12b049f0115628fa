/// Commands that measure how good and how fast it is.
@NullMarked
package io.doppel.cli.measure;

import org.jspecify.annotations.NullMarked;
