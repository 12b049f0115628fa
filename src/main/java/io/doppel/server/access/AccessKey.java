package io.doppel.server.access;

import io.doppel.api.FilterJson;
import io.doppel.api.Json;
import io.doppel.engine.CollectionName;
import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What is kept of a key. The key itself is told once, when it is made, and kept by nobody here.
///
/// @param id by which it is found and revoked: 8 hexadecimal digits, no secret
/// @param name what people call it, 1 to 64 letters, digits, dots, dashes and underscores
/// @param role what it lets one do
/// @param collections where; empty for all
/// @param filter as [FilterJson] reads it, forced onto every search; null for none. A key that has one can only search.
/// @param created when it was made
/// @param expires from when on it is good for nothing; null for never
/// @param hash SHA-256 of the key, in hexadecimal digits: enough for 256 bits of chance, which nobody guesses
public record AccessKey(
    String id,
    String name,
    Role role,
    List<String> collections,
    @Nullable String filter,
    Instant created,
    @Nullable Instant expires,
    String hash) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
  private static final int MOST_COLLECTIONS = 1_000;

  /// @throws NullPointerException if something is missing, as it may be in a file
  public AccessKey {
    Objects.requireNonNull(id);
    Objects.requireNonNull(created);
    Objects.requireNonNull(hash);
    if (!NAME.matcher(name).matches()) {
      throw new Bounds.Violation(
          "name",
          "a key's name is 1 to 64 letters, digits, dots, dashes or underscores, got \"%s\""
              .formatted(name.length() > 80 ? name.substring(0, 80) + "…" : name));
    }
    if (!role.includes(Role.READ)) {
      throw new Bounds.Violation("role", "no key has the role " + role);
    }
    collections = List.copyOf(collections);
    Bounds.check("collections", collections.size(), 0, MOST_COLLECTIONS);
    collections.forEach(CollectionName::new);
    if (filter != null) {
      if (role != Role.READ) {
        throw new Bounds.Violation("filter", "a key with a filter can only search; its role must be read, got " + role);
      }
      var ignored = read(filter);
    }
  }

  /// Whether it is good for nothing any more.
  public boolean isExpired(Instant now) {
    return expires != null && !now.isBefore(expires);
  }

  /// What it lets one do.
  ///
  /// @param good whether it is good still
  Access access(BooleanSupplier good) {
    return new Access(
        name,
        filter == null ? role : Role.SEARCH,
        collections,
        filter == null ? Filter.EVERYTHING : read(filter),
        good);
  }

  private static Filter read(String filter) {
    try {
      return FilterJson.of(Json.MAPPER.readTree(filter));
    } catch (JacksonException e) {
      throw new Bounds.Violation("filter", "the filter is no JSON: " + e.getOriginalMessage());
    }
  }
}
