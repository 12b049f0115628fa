/// What are a model's cosines worth? Measured on texts that come with the program, and kept beside the model.
@NullMarked
package io.doppel.encoder.profile;

import org.jspecify.annotations.NullMarked;
