package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment.Agreement;
import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for the point in which two texts that are otherwise alike say different things: what embeddings are blind to.
/// English and Korean. Rules and word lists, no model; thread-safe.
///
/// A guard speaks only of texts that share most of their words; of two short questions it is enough that they share
/// what they are about, for a question has one point, and somebody else puts it in other words. Denials, opposites and
/// exchanged parts each turn a text around, hence two of them cancel out: "not open" is "closed", and "the mouse was
/// chased by the owl" is "the owl chased the mouse".
public final class Guards {

  /// Apart from the contrast, the texts agree this much, or in all but one word.
  private static final double MIN_AGREEMENT = .9;

  /// So much do two short questions.
  private static final double MIN_AGREEMENT_OF_QUESTIONS = .5;

  /// Another one whenever they find something else, so that what they found before is not gone by.
  public static final int REVISION = 2;

  private Guards() {}

  /// The guards that fire between two texts, each with its words; none for most pairs.
  public static List<Contrast> between(String text1, String text2) {
    return in(Alignment.of(Words.of(text1), Words.of(text2)));
  }

  static List<Contrast> in(Alignment alignment) {
    return findings(alignment).stream().map(Finding::contrast).toList();
  }

  private static List<Finding> findings(Alignment alignment) {
    List<Finding> turns = turns(alignment);
    List<Finding> fired = new ArrayList<>(kinds(turns) % 2 == 1 ? turns : List.of());
    fired.addAll(Quantities.between(alignment));
    Modality.between(alignment).ifPresent(fired::add);
    // Two texts that differ in a number and in a name are no nearer than two that differ in the number.
    List<Finding> literals = Replacement.ofLiterals(alignment);
    Set<String> explained = explained(Stream.of(turns, fired, literals).flatMap(List::stream));
    if (!fired.isEmpty()) {
      return agree(alignment, explained) ? all(fired, literals) : List.of();
    }
    List<Finding> others = new ArrayList<>(literals);
    Narrowing.toSome(alignment).ifPresent(others::add);
    if (!others.isEmpty()
        && alignment.agreement(explained(Stream.concat(turns.stream(), others.stream()))).missing()
            == 0) {
      return others;
    }
    return turns.isEmpty()
        ? Replacement.between(alignment).or(() -> Narrowing.between(alignment)).stream().toList()
        : List.of();
  }

  /// The fired ones, and the others that speak of further words.
  private static List<Finding> all(List<Finding> fired, List<Finding> literals) {
    Set<String> known = explained(fired.stream());
    List<Finding> all = new ArrayList<>(fired);
    literals.stream().filter(literal -> !known.containsAll(literal.explained())).forEach(all::add);
    return all;
  }

  /// What turns the one text around to make the other.
  private static List<Finding> turns(Alignment alignment) {
    List<Finding> turns = new ArrayList<>();
    Negation.between(alignment).ifPresent(turns::add);
    List<Finding> found = Opposites.standard().between(alignment);
    // Who buys from somebody is sold to: the parts are exchanged as well.
    List<Finding> opposites =
        found.stream().filter(opposite -> !Roles.areConverse(alignment, opposite)).toList();
    turns.addAll(opposites);
    Optional<Roles.Exchange> exchange = Roles.between(alignment);
    // What goes into a change and what comes out of it: "merge two files into one" and "split one file into two" are
    // opposites because of both, not in spite of both.
    exchange
        .filter(one -> opposites.isEmpty() || !one.ofChange())
        .map(one -> new Finding(one.contrast(), Set.of()))
        .ifPresent(turns::add);
    return turns;
  }

  /// Several opposites turn a text around once: "cold in winter", "hot in summer".
  private static long kinds(List<Finding> turns) {
    return turns.stream().map(Finding::guard).distinct().count();
  }

  private static boolean agree(Alignment alignment, Set<String> explained) {
    Agreement agreement = alignment.agreement(explained);
    boolean butOne = agreement.missing() <= 1 && agreement.common() > 1;
    return butOne || agreement.dice() >= (alignment.ofShortQuestions() ? MIN_AGREEMENT_OF_QUESTIONS : MIN_AGREEMENT);
  }

  private static Set<String> explained(Stream<Finding> findings) {
    return findings.flatMap(finding -> finding.explained().stream()).collect(Collectors.toSet());
  }
}
