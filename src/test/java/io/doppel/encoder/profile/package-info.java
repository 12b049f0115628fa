@NullMarked
package io.doppel.encoder.profile;

import org.jspecify.annotations.NullMarked;
