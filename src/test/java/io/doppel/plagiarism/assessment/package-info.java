@NullMarked
package io.doppel.plagiarism.assessment;
import org.jspecify.annotations.NullMarked;
