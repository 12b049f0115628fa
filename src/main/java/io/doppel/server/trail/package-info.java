/// Who did what here?
@NullMarked
package io.doppel.server.trail;

import org.jspecify.annotations.NullMarked;
