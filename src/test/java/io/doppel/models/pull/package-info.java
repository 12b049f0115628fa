@NullMarked
package io.doppel.models.pull;

import org.jspecify.annotations.NullMarked;
