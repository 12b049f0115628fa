/// Which passages of one text were taken from which passages of another? Seeds, extension, cases with offsets.
@NullMarked
package io.doppel.plagiarism.alignment;

import org.jspecify.annotations.NullMarked;
