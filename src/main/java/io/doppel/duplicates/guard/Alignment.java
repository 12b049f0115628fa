package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.Korean;
import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which words two texts share, and which each has for itself.
///
/// @param shared pairs of words, in the order of the first text
/// @param onlyHere words of the first text without a partner
/// @param onlyThere words of the second text without a partner
record Alignment(Words here, Words there, List<Shared> shared, List<Word> onlyHere, List<Word> onlyThere) {

  /// In longer texts one word is no longer the point.
  static final int SHORT = 16;

  /// A word that both texts have.
  ///
  /// @param here its place among the words of the first text
  /// @param there its place among the words of the second text
  record Shared(int here, int there) {}

  static Alignment of(Words here, Words there) {
    int[] partner = new int[here.list().size()];
    boolean[] taken = new boolean[there.list().size()];
    for (int i = 0; i < partner.length; i++) {
      partner[i] = find(here.list().get(i), there.list(), taken, i);
      if (partner[i] >= 0) {
        taken[partner[i]] = true;
      }
    }
    List<Shared> shared = new ArrayList<>();
    List<Word> onlyHere = new ArrayList<>();
    for (int i = 0; i < partner.length; i++) {
      if (partner[i] >= 0) {
        shared.add(new Shared(i, partner[i]));
      } else {
        onlyHere.add(here.list().get(i));
      }
    }
    List<Word> onlyThere = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        onlyThere.add(there.list().get(i));
      }
    }
    return new Alignment(here, there, shared, onlyHere, onlyThere);
  }

  boolean isShort() {
    return here.list().size() <= SHORT && there.list().size() <= SHORT;
  }

  boolean ofShortQuestions() {
    return isShort() && here.isQuestion() && there.isQuestion();
  }

  /// How far two texts say the same otherwise.
  ///
  /// @param common words with meaning that both have
  /// @param missing words with meaning that only one has, and that no contrast accounts for
  record Agreement(long common, long missing) {

    /// Dice's coefficient, from 0 to 1.
    double dice() {
      return common == 0 ? 0 : 2.0 * common / (2.0 * common + missing);
    }
  }

  /// @param explained words, by how they are written, that a contrast accounts for
  Agreement agreement(Set<String> explained) {
    long common = shared.stream().filter(pair -> here.list().get(pair.here()).content()).count();
    List<Word> left = new ArrayList<>(onlyThere);
    long missing = 0;
    for (Word word : onlyHere) {
      if (word.content() && !explained.contains(word.written())) {
        Optional<Word> partner = left.stream().filter(other -> Korean.conjugated(word, other)).findFirst();
        partner.ifPresent(left::remove);
        common += partner.isPresent() ? 1 : 0;
        missing += partner.isPresent() ? 0 : 1;
      }
    }
    missing += left.stream().filter(word -> word.content() && !explained.contains(word.written())).count();
    return new Agreement(common, missing);
  }

  /// The free partner that stands nearest to the same place, -1 if there is none.
  private static int find(Word word, List<Word> among, boolean[] taken, int place) {
    int best = -1;
    for (int i = 0; i < among.size(); i++) {
      if (!taken[i]
          && word.same(among.get(i))
          && (best < 0 || Math.abs(i - place) < Math.abs(best - place))) {
        best = i;
      }
    }
    return best;
  }
}
