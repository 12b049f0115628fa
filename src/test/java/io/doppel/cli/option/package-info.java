@NullMarked
package io.doppel.cli.option;

import org.jspecify.annotations.NullMarked;
