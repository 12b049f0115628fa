@NullMarked
package io.doppel.plagiarism;

import org.jspecify.annotations.NullMarked;
