/// How is an index kept? Its settings, its size, and what is done to it as a whole.
@NullMarked
package io.doppel.index.upkeep;

import org.jspecify.annotations.NullMarked;
