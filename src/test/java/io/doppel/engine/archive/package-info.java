@NullMarked
package io.doppel.engine.archive;

import org.jspecify.annotations.NullMarked;
