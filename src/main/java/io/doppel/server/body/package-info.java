/// What may come in and go out as JSON, and how large?
@NullMarked
package io.doppel.server.body;

import org.jspecify.annotations.NullMarked;
