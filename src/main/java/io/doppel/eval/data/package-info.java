/// What is it measured on? Readers of the usual layouts of labelled data: pairs, classes, BEIR folders, PAN corpora.
@NullMarked
package io.doppel.eval.data;

import org.jspecify.annotations.NullMarked;
