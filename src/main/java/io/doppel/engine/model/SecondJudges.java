package io.doppel.engine.model;

import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Optional;

/// Where the second judges of duplicates come from. Thread-safe; what it gives stays its own.
public interface SecondJudges {

  /// What says that none is wanted.
  String NOBODY = "none";

  /// There are none.
  SecondJudges NONE =
      new SecondJudges() {
        @Override
        public Optional<SecondJudge> secondJudge() {
          return Optional.empty();
        }

        @Override
        public SecondJudge secondJudge(String name) {
          throw new Bounds.Violation("second_judge", "there is no folder of models");
        }
      };

  /// The one that is meant where nobody names one: the only cross-encoder; empty if there is none that works, or if
  /// there are several.
  Optional<SecondJudge> secondJudge() throws IOException;

  /// The one of that name.
  ///
  /// @throws Bounds.Violation if there is none that works
  SecondJudge secondJudge(String name) throws IOException;

  /// The one that somebody chose.
  ///
  /// @param name of a cross-encoder, or [#NOBODY]; empty where nobody chose
  /// @throws Bounds.Violation if there is none of that name that works
  default Optional<SecondJudge> chosen(Optional<String> name) throws IOException {
    if (name.isEmpty()) {
      return secondJudge();
    }
    return name.get().equals(NOBODY) ? Optional.empty() : Optional.of(secondJudge(name.get()));
  }
}
