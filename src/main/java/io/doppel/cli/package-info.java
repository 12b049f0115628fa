/// How does one use it from a terminal? One class a command.
@NullMarked
package io.doppel.cli;

import org.jspecify.annotations.NullMarked;
