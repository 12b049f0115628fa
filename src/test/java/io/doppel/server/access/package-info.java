@NullMarked
package io.doppel.server.access;

import org.jspecify.annotations.NullMarked;
