@NullMarked
package io.doppel.encoder.model;

import org.jspecify.annotations.NullMarked;
