@NullMarked
package io.doppel.engine.model;

import org.jspecify.annotations.NullMarked;
