@NullMarked
package io.doppel.engine.job;

import org.jspecify.annotations.NullMarked;
