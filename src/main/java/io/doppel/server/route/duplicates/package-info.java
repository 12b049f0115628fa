/// Has this been asked before? One text, all of a collection, and what people decide.
@NullMarked
package io.doppel.server.route.duplicates;

import org.jspecify.annotations.NullMarked;
