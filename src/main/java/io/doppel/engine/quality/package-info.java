/// How well does a model do on what a collection holds?
@NullMarked
package io.doppel.engine.quality;

import org.jspecify.annotations.NullMarked;
