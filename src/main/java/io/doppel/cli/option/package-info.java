/// Which options and arguments do several commands share?
@NullMarked
package io.doppel.cli.option;

import org.jspecify.annotations.NullMarked;
