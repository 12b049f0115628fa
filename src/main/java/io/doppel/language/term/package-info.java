/// Terms: words as lexical search counts them, in any language and script.
@NullMarked
package io.doppel.language.term;

import org.jspecify.annotations.NullMarked;
