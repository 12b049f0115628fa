/// What do people say about a case? Kept by the contents of both passages, and found again in a later check.
@NullMarked
package io.doppel.plagiarism.assessment;

import org.jspecify.annotations.NullMarked;
