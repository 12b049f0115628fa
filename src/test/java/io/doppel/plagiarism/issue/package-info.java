@NullMarked
package io.doppel.plagiarism.issue;
import org.jspecify.annotations.NullMarked;
