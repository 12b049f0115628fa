/// What is looked for, and among which documents.
@NullMarked
package io.doppel.index.query;

import org.jspecify.annotations.NullMarked;
