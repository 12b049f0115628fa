/// How does a file become documents? Any format, one document in memory at a time.
@NullMarked
package io.doppel.source.file;

import org.jspecify.annotations.NullMarked;
