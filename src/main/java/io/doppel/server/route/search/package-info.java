/// What answers this, and what lies near it? Search, and the map.
@NullMarked
package io.doppel.server.route.search;

import org.jspecify.annotations.NullMarked;
