@NullMarked
package io.doppel.index.audit;

import org.jspecify.annotations.NullMarked;
