/// The command for duplicates: one text, a whole collection, two of them, and people who teach.
@NullMarked
package io.doppel.cli.task.duplicates;

import org.jspecify.annotations.NullMarked;
