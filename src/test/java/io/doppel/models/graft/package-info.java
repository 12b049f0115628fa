@NullMarked
package io.doppel.models.graft;

import org.jspecify.annotations.NullMarked;
