/// What is a word, a stem, a particle, a number, a name? English and Korean, said once for all rooms.
@NullMarked
package io.doppel.language;

import org.jspecify.annotations.NullMarked;
