/// What do programs see of work in the background?
@NullMarked
package io.doppel.api.job;

import org.jspecify.annotations.NullMarked;
