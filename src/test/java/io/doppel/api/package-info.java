@NullMarked
package io.doppel.api;

import org.jspecify.annotations.NullMarked;
