/// What takes longer than anybody waits for? Work in the background, of which one can ask how far it is, and which one
/// can stop.
@NullMarked
package io.doppel.engine.job;

import org.jspecify.annotations.NullMarked;
