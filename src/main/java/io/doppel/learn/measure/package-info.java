/// How good are scores and labels that something was given? Measures of classes, and of yes or no.
@NullMarked
package io.doppel.learn.measure;

import org.jspecify.annotations.NullMarked;
