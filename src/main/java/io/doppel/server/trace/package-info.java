/// Where does a request spend its time, as seen by whoever looks at several programs at once?
@NullMarked
package io.doppel.server.trace;

import org.jspecify.annotations.NullMarked;
