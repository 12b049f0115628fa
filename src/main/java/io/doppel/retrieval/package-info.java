/// What answers this? The documents whose passages are nearest to a query.
@NullMarked
package io.doppel.retrieval;

import org.jspecify.annotations.NullMarked;
