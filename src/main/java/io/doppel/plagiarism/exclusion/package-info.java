/// What is no plagiarism although it stands elsewhere? Quotations, bibliographies, templates, set phrases, own texts.
@NullMarked
package io.doppel.plagiarism.exclusion;

import org.jspecify.annotations.NullMarked;
