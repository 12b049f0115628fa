/// Trained models: begun, compared, adopted.
@NullMarked
package io.doppel.server.route.learning;

import org.jspecify.annotations.NullMarked;
