/// How are labels told apart, and which way is best for these examples?
@NullMarked
package io.doppel.classification.head;

import org.jspecify.annotations.NullMarked;
