@NullMarked
package io.doppel.server.problem;

import org.jspecify.annotations.NullMarked;
