/// How do labels, thresholds and their measures look to programs?
@NullMarked
package io.doppel.api.classification;

import org.jspecify.annotations.NullMarked;
