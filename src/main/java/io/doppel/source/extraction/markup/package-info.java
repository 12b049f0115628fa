/// What do texts with marks in them say: books, mails, Markdown and LaTeX?
@NullMarked
package io.doppel.source.extraction.markup;

import org.jspecify.annotations.NullMarked;
