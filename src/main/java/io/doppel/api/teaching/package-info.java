/// What people teach, as programs see it.
@NullMarked
package io.doppel.api.teaching;

import org.jspecify.annotations.NullMarked;
