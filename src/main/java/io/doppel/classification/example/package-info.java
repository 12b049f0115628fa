/// What is kept of what people enrol? Texts with a label each, and their file.
@NullMarked
package io.doppel.classification.example;

import org.jspecify.annotations.NullMarked;
