/// What is a word of a short text, in English and in Korean? Its stem or forms, and whether it carries meaning.
@NullMarked
package io.doppel.duplicates.guard.language;

import org.jspecify.annotations.NullMarked;
