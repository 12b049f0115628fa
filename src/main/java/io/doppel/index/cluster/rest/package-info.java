/// How is a cluster spoken to? Its address, who asks, requests that are tried again, and errors as sentences.
@NullMarked
package io.doppel.index.cluster.rest;

import org.jspecify.annotations.NullMarked;
