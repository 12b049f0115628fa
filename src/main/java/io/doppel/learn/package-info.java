/// What is learned from numbers and labels? Small models, and nothing that knows of texts.
@NullMarked
package io.doppel.learn;

import org.jspecify.annotations.NullMarked;
