package io.doppel.api;

import io.doppel.source.extraction.content.Unread;
import io.doppel.text.Bounds;
import java.util.Arrays;
import java.util.List;

/// What a document holds and was not read, as programs see it.
///
/// @param kind `page`, `recognized`, `image`, `object`, `attachment`, `encrypted`, `missing`, `damaged`, `comment`,
///     `deletion`, `header`, `formula` or `link`
/// @param count how many there are
/// @param names which they are, as far as they have names, at most [Unread#MAX_NAMES]: the numbers of pages, the names
///     of attached files
public record UnreadJson(String kind, int count, List<String> names) {

  public static List<UnreadJson> of(List<Unread> unread) {
    return unread.stream().map(each -> new UnreadJson(each.kind().code(), each.count(), each.names())).toList();
  }

  /// The same from somebody who may have made it up.
  ///
  /// @throws Bounds.Violation of the value `unread` if nothing can be unread so
  public UnreadJson checked() {
    if (Arrays.stream(Unread.Kind.values()).noneMatch(known -> known.code().equals(kind))) {
      throw new Bounds.Violation("unread", "kind of what is unread must be one that texts are told with, got " + kind);
    }
    Bounds.check("unread.count", count, 1, Integer.MAX_VALUE);
    Bounds.check("unread.names", names == null ? 0 : names.size(), 0, Unread.MAX_NAMES);
    List<String> given = names == null ? List.of() : names;
    given.forEach(name -> Bounds.check("unread.names", name, Unread.MAX_NAME));
    return new UnreadJson(kind, count, given);
  }
}
