/// What do programs see of an examination?
@NullMarked
package io.doppel.api.examination;

import org.jspecify.annotations.NullMarked;
