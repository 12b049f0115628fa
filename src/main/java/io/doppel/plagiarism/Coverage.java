package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Kind;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How much of a text was found elsewhere: parts of its characters, from 0 to 1, each character counted once.
///
/// @param counted what lies in some case
/// @param withLeftOut what lies in some case, those that were left out included
/// @param byKind what lies in some case of a kind, for each kind that there is; a character may lie in several
public record Coverage(double counted, double withLeftOut, Map<Kind, Double> byKind) {

  public Coverage {
    byKind = Collections.unmodifiableMap(byKind.isEmpty() ? new EnumMap<>(Kind.class) : new EnumMap<>(byKind));
  }

  static Coverage of(String text, List<Case> cases, List<LeftOut> leftOut) {
    Map<Kind, Double> byKind = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<Case> ofKind = cases.stream().filter(found -> found.kind() == kind).toList();
      if (!ofKind.isEmpty()) {
        byKind.put(kind, Plagiarism.coverage(text, ofKind));
      }
    }
    List<Case> all = Stream.concat(cases.stream(), leftOut.stream().map(LeftOut::found)).toList();
    return new Coverage(Plagiarism.coverage(text, cases), Plagiarism.coverage(text, all), byKind);
  }
}
