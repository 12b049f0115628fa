/// What people do to duplicates: decide, keep, merge, delete; each step in a history, from which it can be taken back.
@NullMarked
package io.doppel.engine.curation;

import org.jspecify.annotations.NullMarked;
