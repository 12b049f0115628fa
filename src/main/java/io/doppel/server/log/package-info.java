/// What is a person told who looks for what happened to one request?
@NullMarked
package io.doppel.server.log;

import org.jspecify.annotations.NullMarked;
