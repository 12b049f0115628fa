/// Which encoders are there, and where do more come from? The only room that reaches the network, and only when asked
/// to.
@NullMarked
package io.doppel.models;

import org.jspecify.annotations.NullMarked;
