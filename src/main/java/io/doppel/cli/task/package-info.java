/// Commands that answer questions: what says the same, was it asked before, was it copied?
@NullMarked
package io.doppel.cli.task;

import org.jspecify.annotations.NullMarked;
