/// What can one try at once? The sample collections of the demo.
@NullMarked
package io.doppel.samples;

import org.jspecify.annotations.NullMarked;
