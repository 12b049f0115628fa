package io.doppel.language;

import io.doppel.language.Morpheme.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a text is about, in its own words: nouns of Korean, and of other languages what is not in texts about anything.
public final class Topics {

  private static final int SHORTEST = 3;
  private static final int SHORTEST_KOREAN = 2;
  private static final Pattern PARTICLE = Pattern.compile("\\p{IsHangul}+$");
  private static final Pattern LETTERS = Pattern.compile(".*\\p{L}.*");

  /// Words with a meaning that is in texts about anything.
  private static final Set<String> ANYWHERE =
      Set.of(
          ("again all also always another any around away back because been being best better both come could "
              + "days down each even ever every few first "
                  + "give go good great just keep know last left like little long look made make makes mean "
                      + "means new next now often once one only other others "
                  + "own part put really right same say said see seem set something still such sure take tell "
                      + "thing things think time times try trying two under until "
                  + "upon use used using uses very want way ways well went while work year years yes "
                  + "우리 저희 방법 경우 정도 하나 무엇 어디 언제 누가 얼마 모두 함께 다시 계속 갑자기 때문 이것 그것")
              .split(" ", -1));

  private Topics() {}

  /// The words in their order, each once, in small letters; Korean nouns without particles. Of a long text only the
  /// beginning is looked at, as [Words] do.
  public static List<String> of(String text) {
    Set<String> topics = new LinkedHashSet<>();
    for (Word word : Words.of(text).list()) {
      topic(word).filter(topic -> !ANYWHERE.contains(topic)).ifPresent(topics::add);
    }
    return new ArrayList<>(topics);
  }

  private static Optional<String> topic(Word word) {
    if (!word.content() || word.kind() == Word.Kind.SYMBOL || !LETTERS.matcher(word.written()).matches()) {
      return Optional.empty();
    }
    boolean hangul = !word.morphemes().isEmpty() && word.morphemes().getFirst().kind() != Kind.PARTICLE;
    if (hangul) {
      boolean noun = word.morphemes().getFirst().kind() == Kind.NOUN || word.morphemes().getFirst().kind() == Kind.NAME;
      return Optional.of(word.form()).filter(stem -> noun && stem.length() >= SHORTEST_KOREAN);
    }
    String written = word.korean() ? PARTICLE.matcher(word.written()).replaceFirst("") : word.written();
    return Optional.of(written).filter(latin -> latin.length() >= SHORTEST);
  }
}
