@NullMarked
package io.doppel.plagiarism.exclusion;

import org.jspecify.annotations.NullMarked;
