@NullMarked
package io.doppel.server.compute;

import org.jspecify.annotations.NullMarked;
