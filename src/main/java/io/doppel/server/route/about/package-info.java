/// What runs here, and how good is it?
@NullMarked
package io.doppel.server.route.about;

import org.jspecify.annotations.NullMarked;
