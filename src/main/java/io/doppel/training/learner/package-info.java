/// Which numbers of a model move, and how does it go a step down a gradient?
@NullMarked
package io.doppel.training.learner;

import org.jspecify.annotations.NullMarked;
