/// Pages on paper: HTML laid out as a PDF file, with its fonts.
@NullMarked
package io.doppel.api.report.print;

import org.jspecify.annotations.NullMarked;
