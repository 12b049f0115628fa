/// Which routes are there? A room for everything that clients come for; in this one is what all routes share.
@NullMarked
package io.doppel.server.route;

import org.jspecify.annotations.NullMarked;
