/// How is a file or a folder left in one piece, or not at all?
@NullMarked
package io.doppel.file;

import org.jspecify.annotations.NullMarked;
