/// How fast is it on this machine?
@NullMarked
package io.doppel.bench;

import org.jspecify.annotations.NullMarked;
