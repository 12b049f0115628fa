/// Which texts of a collection have passages in common? All against all, such as the submissions of a class.
@NullMarked
package io.doppel.plagiarism.batch;

import org.jspecify.annotations.NullMarked;
