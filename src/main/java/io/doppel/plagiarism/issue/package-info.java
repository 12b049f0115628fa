/// Which reports were written? Kept, so that a report that somebody hands in can be told from one that was altered.
@NullMarked
package io.doppel.plagiarism.issue;

import org.jspecify.annotations.NullMarked;
