package io.doppel.api.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.api.UnreadJson;
import io.doppel.source.extraction.content.Unread;
import java.util.List;
import java.util.Set;

/// What the file of a text holds and was not checked.
///
/// @param unseen what nobody sees who opens it, may be empty
/// @param unread what was not read
public record Unchecked(
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String unseen,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<UnreadJson> unread) {

  private static final Set<String> NUMBERED = Set.of(Unread.Kind.PAGE.code(), Unread.Kind.RECOGNIZED.code());

  public static final Unchecked NOTHING = new Unchecked("", List.of());

  public Unchecked {
    unread = List.copyOf(unread);
  }

  /// The same without the names of files, which may tell whose text it is; the numbers of pages stay.
  Unchecked anonymous() {
    return new Unchecked(
        unseen,
        unread.stream()
            .map(each -> NUMBERED.contains(each.kind()) ? each : new UnreadJson(each.kind(), each.count(), List.of()))
            .toList());
  }
}
