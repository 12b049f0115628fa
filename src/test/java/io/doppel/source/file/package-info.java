@NullMarked
package io.doppel.source.file;

import org.jspecify.annotations.NullMarked;
