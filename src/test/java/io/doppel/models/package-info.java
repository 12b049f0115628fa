@NullMarked
package io.doppel.models;

import org.jspecify.annotations.NullMarked;
