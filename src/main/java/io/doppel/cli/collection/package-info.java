/// Commands that fill collections, look after them and throw them away.
@NullMarked
package io.doppel.cli.collection;

import org.jspecify.annotations.NullMarked;
