@NullMarked
package io.doppel.classification.example;

import org.jspecify.annotations.NullMarked;
