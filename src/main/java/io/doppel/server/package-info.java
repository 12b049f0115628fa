/// How does it answer over HTTP? Routes, problems, the page.
@NullMarked
package io.doppel.server;

import org.jspecify.annotations.NullMarked;
