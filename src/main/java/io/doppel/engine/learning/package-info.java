/// How does what a collection's people decided, or a file of examples, become a model beside the others?
@NullMarked
package io.doppel.engine.learning;

import org.jspecify.annotations.NullMarked;
