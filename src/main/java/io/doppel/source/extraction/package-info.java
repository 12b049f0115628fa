/// What does a document say? The text of PDF files, of what word processors write, and of web pages.
@NullMarked
package io.doppel.source.extraction;

import org.jspecify.annotations.NullMarked;
