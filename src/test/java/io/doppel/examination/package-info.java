@NullMarked
package io.doppel.examination;

import org.jspecify.annotations.NullMarked;
