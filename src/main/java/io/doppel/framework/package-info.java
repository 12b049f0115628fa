/// What do programs already have? Frameworks whose interfaces a collection can stand behind, each in a room of its own.
/// Their libraries come with such a program and with no package of Doppel.
@NullMarked
package io.doppel.framework;

import org.jspecify.annotations.NullMarked;
