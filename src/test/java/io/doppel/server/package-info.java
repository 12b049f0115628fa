@NullMarked
package io.doppel.server;

import org.jspecify.annotations.NullMarked;
