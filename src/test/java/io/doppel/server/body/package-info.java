@NullMarked
package io.doppel.server.body;

import org.jspecify.annotations.NullMarked;
