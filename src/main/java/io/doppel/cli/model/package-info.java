/// Commands about models and what is kept of their work.
@NullMarked
package io.doppel.cli.model;

import org.jspecify.annotations.NullMarked;
