/// How fast are texts indexed and searched for?
@NullMarked
package io.doppel.bench.index;

import org.jspecify.annotations.NullMarked;
