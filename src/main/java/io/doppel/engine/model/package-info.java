/// Which models made the collections of this place, and who holds them in memory?
@NullMarked
package io.doppel.engine.model;

import org.jspecify.annotations.NullMarked;
