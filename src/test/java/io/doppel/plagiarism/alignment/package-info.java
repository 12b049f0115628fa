@NullMarked
package io.doppel.plagiarism.alignment;

import org.jspecify.annotations.NullMarked;
