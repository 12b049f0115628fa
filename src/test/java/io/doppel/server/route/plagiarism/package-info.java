@NullMarked
package io.doppel.server.route.plagiarism;

import org.jspecify.annotations.NullMarked;
