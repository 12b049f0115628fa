/// What does a caller hear when something went wrong?
@NullMarked
package io.doppel.server.problem;

import org.jspecify.annotations.NullMarked;
