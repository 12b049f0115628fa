/// How fast is a text encoded?
@NullMarked
package io.doppel.bench.encoding;

import org.jspecify.annotations.NullMarked;
