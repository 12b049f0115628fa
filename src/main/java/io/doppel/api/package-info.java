/// What do programs see? The JSON shapes that the server and the command line share.
@NullMarked
package io.doppel.api;

import org.jspecify.annotations.NullMarked;
