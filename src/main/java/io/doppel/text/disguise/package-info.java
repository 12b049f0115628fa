/// Which letters of a text are not what they look like? The text without them, and where they stood.
@NullMarked
package io.doppel.text.disguise;

import org.jspecify.annotations.NullMarked;
