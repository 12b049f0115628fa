package io.doppel.server.access;

import io.doppel.engine.CollectionName;
import io.doppel.index.query.Filter;
import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What the caller of one request may do.
///
/// @param name of the key; empty where nobody needs one
/// @param role what it lets one do
/// @param collections where; empty for all
/// @param filter which documents may be found
/// @param good whether the key is good still, for answers that go on
public record Access(
    String name, Role role, List<String> collections, Filter filter, BooleanSupplier good) {

  private static final String ATTRIBUTE = "doppel.access";

  /// Of whoever reaches a server that has no keys.
  ///
  /// @param good whether it has none still
  static Access unguarded(BooleanSupplier good) {
    return new Access("", Role.ADMIN, List.of(), Filter.EVERYTHING, good);
  }

  /// Of whoever shows no key, where keys are wanted.
  static final Access NONE = new Access("", Role.ANYONE, List.of(), Filter.EVERYTHING, () -> true);

  public Access {
    collections = List.copyOf(collections);
  }

  /// Of the caller of this request, as it was found when the request came.
  public static Access of(Context ctx) {
    return Objects.requireNonNull(ctx.attribute(ATTRIBUTE), "a route without a role");
  }

  /// The same; empty where the request was refused before anybody looked.
  public static Optional<Access> find(Context ctx) {
    return Optional.ofNullable(ctx.attribute(ATTRIBUTE));
  }

  void keep(Context ctx) {
    ctx.attribute(ATTRIBUTE, this);
  }

  /// Whether a collection is there for the caller. What is not looks as if it did not exist.
  public boolean sees(@Nullable String collection) {
    return collections.isEmpty() || (collection != null && collections.contains(collection));
  }

  /// As [#sees(String)].
  public boolean sees(CollectionName collection) {
    return sees(collection.value());
  }

  /// @throws RequestException with 403 unless all collections are
  public void requireAll() {
    if (!collections.isEmpty()) {
      throw new RequestException(
          HttpStatus.FORBIDDEN,
          "forbidden",
          "this tells of all collections, and the key \"%s\" is for some".formatted(name));
    }
  }

  /// @throws RequestException with 403 unless the caller may do what `needed` asks for
  public void require(Role needed) {
    if (role.includes(needed)) {
      return;
    }
    if (role == Role.SEARCH) {
      throw new RequestException(
          HttpStatus.FORBIDDEN, "forbidden", "the key \"%s\" has a filter and can only search".formatted(name));
    }
    throw new RequestException(
        HttpStatus.FORBIDDEN,
        "forbidden",
        "this needs the role %s, and the key \"%s\" has %s".formatted(needed, name, role));
  }
}
