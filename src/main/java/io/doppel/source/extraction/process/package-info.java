/// How can a hostile document hurt nobody? It is read in a process of its own, which is ended when it takes too much.
@NullMarked
package io.doppel.source.extraction.process;

import org.jspecify.annotations.NullMarked;
