/// What lies near what? A collection as points in the plane.
@NullMarked
package io.doppel.projection;

import org.jspecify.annotations.NullMarked;
