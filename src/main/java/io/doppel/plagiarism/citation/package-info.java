/// Does a text say where a passage is from, and is that where it was found? Citations, references, quotation marks.
@NullMarked
package io.doppel.plagiarism.citation;

import org.jspecify.annotations.NullMarked;
