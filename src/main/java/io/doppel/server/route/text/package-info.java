/// What can be asked about a text without a collection? Its embedding, its likeness to another one, what a document
/// says.
@NullMarked
package io.doppel.server.route.text;

import org.jspecify.annotations.NullMarked;
