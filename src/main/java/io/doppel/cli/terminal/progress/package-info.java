/// How far is it? Bars of progress, one class a kind of work.
@NullMarked
package io.doppel.cli.terminal.progress;

import org.jspecify.annotations.NullMarked;
