/// Is this still wanted, what comes first, and what happens to it when the program ends?
@NullMarked
package io.doppel.work;

import org.jspecify.annotations.NullMarked;
