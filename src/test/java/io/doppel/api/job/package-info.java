@NullMarked
package io.doppel.api.job;

import org.jspecify.annotations.NullMarked;
