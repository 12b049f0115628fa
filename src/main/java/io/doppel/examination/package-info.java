/// How robust, fair and still valid is the model on these texts?
@NullMarked
package io.doppel.examination;

import org.jspecify.annotations.NullMarked;
