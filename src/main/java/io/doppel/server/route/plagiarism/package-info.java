/// Was this copied, and from where? One text, and all of a collection.
@NullMarked
package io.doppel.server.route.plagiarism;

import org.jspecify.annotations.NullMarked;
