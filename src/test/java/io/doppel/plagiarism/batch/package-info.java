@NullMarked
package io.doppel.plagiarism.batch;
import org.jspecify.annotations.NullMarked;
