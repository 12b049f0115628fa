/// What lies in the collections? Documents and files in and out, and upkeep.
@NullMarked
package io.doppel.server.route.collection;

import org.jspecify.annotations.NullMarked;
