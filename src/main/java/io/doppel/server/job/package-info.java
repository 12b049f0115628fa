/// What takes longer than anybody waits for? Work in the background, of which one can ask how far it is.
@NullMarked
package io.doppel.server.job;

import org.jspecify.annotations.NullMarked;
