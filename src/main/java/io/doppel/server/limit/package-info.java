/// How much may one caller ask for?
@NullMarked
package io.doppel.server.limit;

import org.jspecify.annotations.NullMarked;
