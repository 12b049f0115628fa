/// How are collections kept from one day to the next, and brought back?
@NullMarked
package io.doppel.engine.archive;

import org.jspecify.annotations.NullMarked;
