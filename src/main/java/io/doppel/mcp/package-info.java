/// How does an assistant ask? Tools by the Model Context Protocol, over standard input and output or as messages of a
/// server.
@NullMarked
package io.doppel.mcp;

import org.jspecify.annotations.NullMarked;
