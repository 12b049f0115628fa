/// How does an assistant ask over HTTP?
@NullMarked
package io.doppel.server.route.assistant;

import org.jspecify.annotations.NullMarked;
