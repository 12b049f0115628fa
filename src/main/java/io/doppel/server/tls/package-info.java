/// By which certificate is a server known?
@NullMarked
package io.doppel.server.tls;

import org.jspecify.annotations.NullMarked;
