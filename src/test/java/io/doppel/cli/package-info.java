@NullMarked
package io.doppel.cli;

import org.jspecify.annotations.NullMarked;
