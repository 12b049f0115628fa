/// Who may ask this server what, and by which name?
@NullMarked
package io.doppel.server.access;

import org.jspecify.annotations.NullMarked;
