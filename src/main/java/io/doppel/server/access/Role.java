package io.doppel.server.access;

import io.doppel.text.Bounds;
import io.javalin.security.RouteRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a route asks of its caller, and what a key lets one do: each includes those before it.
public enum Role implements RouteRole {
  /// Whoever reaches the server: whether it lives, the page's files, signing in.
  ANYONE,
  /// Search, within the filter of the key. No key has this role alone; one with a filter gets no further.
  SEARCH,
  /// Asks and looks, and changes nothing.
  READ,
  /// Also changes what is in collections: documents, decisions, jobs.
  WRITE,
  /// Also deletes collections, makes them anew and sets how they are kept.
  ADMIN;

  /// Whether this one lets do what `needed` asks for.
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /// The role of a key by its name.
  ///
  /// @throws Bounds.Violation if no key can have it
  public static Role ofKey(String name) {
    return ofKeys()
        .filter(role -> role.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Bounds.Violation(
                "role",
                "role must be %s, got \"%s\""
                    .formatted(ofKeys().map(Role::toString).collect(Collectors.joining(", ")), name)));
  }

  /// The roles that a key can have.
  public static Stream<Role> ofKeys() {
    return Arrays.stream(values()).filter(role -> role.includes(READ));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
