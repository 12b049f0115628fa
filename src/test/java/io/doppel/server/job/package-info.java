@NullMarked
package io.doppel.server.job;

import org.jspecify.annotations.NullMarked;
