package io.doppel.api;

import io.doppel.source.extraction.content.Unread;
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
}
