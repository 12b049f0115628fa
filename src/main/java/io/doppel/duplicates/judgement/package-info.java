/// Who says how likely two texts are duplicates, and what is said?
@NullMarked
package io.doppel.duplicates.judgement;

import org.jspecify.annotations.NullMarked;
