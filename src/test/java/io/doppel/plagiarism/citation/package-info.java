@NullMarked
package io.doppel.plagiarism.citation;

import org.jspecify.annotations.NullMarked;
