/// What do the files of word processors, spreadsheets and slides say?
@NullMarked
package io.doppel.source.extraction.office;

import org.jspecify.annotations.NullMarked;
