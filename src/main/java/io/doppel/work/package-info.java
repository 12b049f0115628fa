/// Is this still wanted, and what happens to it when the program ends?
@NullMarked
package io.doppel.work;

import org.jspecify.annotations.NullMarked;
