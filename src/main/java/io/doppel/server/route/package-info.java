/// Which routes are there? One class a group of them.
@NullMarked
package io.doppel.server.route;

import org.jspecify.annotations.NullMarked;
