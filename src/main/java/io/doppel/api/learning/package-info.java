/// What do programs say and see of models that are trained?
@NullMarked
package io.doppel.api.learning;

import org.jspecify.annotations.NullMarked;
