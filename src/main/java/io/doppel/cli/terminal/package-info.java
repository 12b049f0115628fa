/// What does a person at the terminal see, and how do they stop it?
@NullMarked
package io.doppel.cli.terminal;

import org.jspecify.annotations.NullMarked;
