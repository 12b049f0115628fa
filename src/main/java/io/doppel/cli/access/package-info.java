/// Commands for who may ask a server what.
@NullMarked
package io.doppel.cli.access;

import org.jspecify.annotations.NullMarked;
