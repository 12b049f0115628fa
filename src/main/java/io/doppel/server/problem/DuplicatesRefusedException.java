package io.doppel.server.problem;

import io.doppel.server.problem.Problem.Known;
import java.util.List;

/// Documents were refused because they are duplicates.
public final class DuplicatesRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Known> known;

  public DuplicatesRefusedException(List<Known> known) {
    super(
        ("%d of the documents %s asked before, the first is \"%s\"; nothing was stored; on_duplicate=allow "
            + "stores it all the same")
            .formatted(known.size(), known.size() == 1 ? "was" : "were", known.getFirst().id()));
    this.known = known;
  }

  List<Known> known() {
    return known;
  }
}
