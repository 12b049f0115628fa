/// Which of these is it, and is it any of them? Labels for texts by examples of a few words.
@NullMarked
package io.doppel.classification;

import org.jspecify.annotations.NullMarked;
