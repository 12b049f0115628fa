/// Where do two texts touch, and what grows from there? Seeds, and groups of seeds that lie close together.
@NullMarked
package io.doppel.plagiarism.alignment.seed;

import org.jspecify.annotations.NullMarked;
