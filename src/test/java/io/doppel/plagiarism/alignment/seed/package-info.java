@NullMarked
package io.doppel.plagiarism.alignment.seed;

import org.jspecify.annotations.NullMarked;
