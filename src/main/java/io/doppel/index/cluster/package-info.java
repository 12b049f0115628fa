/// How does an index lie in a cluster of Elasticsearch or OpenSearch?
@NullMarked
package io.doppel.index.cluster;

import org.jspecify.annotations.NullMarked;
