@NullMarked
package io.doppel.api.report;

import org.jspecify.annotations.NullMarked;
