/// How is a task measured? One class a kind of task; each runs the product's classes and adds up what comes out.
@NullMarked
package io.doppel.eval.task;

import org.jspecify.annotations.NullMarked;
