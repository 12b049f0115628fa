/// The page in `web/`, in a real browser in front of a real server.
@NullMarked
package io.doppel.web;

import org.jspecify.annotations.NullMarked;
