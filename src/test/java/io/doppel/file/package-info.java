@NullMarked
package io.doppel.file;

import org.jspecify.annotations.NullMarked;
