/// How fast are the tasks that look at a whole collection or a whole text?
@NullMarked
package io.doppel.bench.task;

import org.jspecify.annotations.NullMarked;
