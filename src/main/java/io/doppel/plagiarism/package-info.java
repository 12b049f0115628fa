/// Was this copied or paraphrased, and from where? Source retrieval, alignment of two texts, cases with offsets.
@NullMarked
package io.doppel.plagiarism;

import org.jspecify.annotations.NullMarked;
