/// What is read, and how is it cut? Documents, passages with offsets, readers of files, sentence splitting.
@NullMarked
package io.doppel.text;

import org.jspecify.annotations.NullMarked;
