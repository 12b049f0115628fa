/// How are labels by examples asked for over HTTP?
@NullMarked
package io.doppel.server.route.classification;

import org.jspecify.annotations.NullMarked;
