@NullMarked
package io.doppel.plagiarism.reading;

import org.jspecify.annotations.NullMarked;
