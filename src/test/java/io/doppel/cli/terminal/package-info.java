@NullMarked
package io.doppel.cli.terminal;

import org.jspecify.annotations.NullMarked;
