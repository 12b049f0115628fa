/// The report of a plagiarism check as a file: HTML, JSON, PAN XML, CSV.
@NullMarked
package io.doppel.api.report;

import org.jspecify.annotations.NullMarked;
