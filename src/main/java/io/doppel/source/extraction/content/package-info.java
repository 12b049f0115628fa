/// What is read of a document: its text as it flows, what is told apart from it, and what was not read.
@NullMarked
package io.doppel.source.extraction.content;

import org.jspecify.annotations.NullMarked;
