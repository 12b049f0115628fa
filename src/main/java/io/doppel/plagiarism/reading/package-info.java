/// How is a text read, and how alike are two texts, unit by unit and word by word?
@NullMarked
package io.doppel.plagiarism.reading;

import org.jspecify.annotations.NullMarked;
