package io.doppel.duplicates.guard.alignment;

import io.doppel.language.Korean;
import io.doppel.language.Word;
import io.doppel.language.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which words two texts share, and which each has for itself.
///
/// @param shared pairs of words, in the order of the first text
/// @param onlyHere words of the first text without a partner
/// @param onlyThere words of the second text without a partner
public record Alignment(Words here, Words there, List<Shared> shared, List<Word> onlyHere, List<Word> onlyThere) {

  /// In longer texts one word is no longer the point.
  static final int SHORT = 16;

  private static final int NONE = -1;

  /// A partner that is part of a longer name, as United is of USA.
  private static final int WITHIN = -2;

  private static final Set<String> ARTICLES = Set.of("a", "an");

  /// A word that both texts have.
  ///
  /// @param here its place among the words of the first text
  /// @param there its place among the words of the second text
  public record Shared(int here, int there) {}

  public static Alignment of(Words here, Words there) {
    int[] partners = partners(here.list(), there.list());
    int[] back = new int[there.list().size()];
    Arrays.fill(back, NONE);
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] >= 0) {
        back[partners[i]] = i;
      }
    }
    abbreviate(here.list(), there.list(), partners, back);
    abbreviate(there.list(), here.list(), back, partners);
    List<Shared> shared = new ArrayList<>();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] >= 0) {
        shared.add(new Shared(i, partners[i]));
      }
    }
    return new Alignment(here, there, shared, alone(here.list(), partners), alone(there.list(), back));
  }

  private static List<Word> alone(List<Word> words, int[] partners) {
    List<Word> alone = new ArrayList<>();
    for (int i = 0; i < partners.length; i++) {
      if (partners[i] == NONE) {
        alone.add(words.get(i));
      }
    }
    return alone;
  }

  /// For each word of the one text its partner in the other: the free one that stands nearest to the same place.
  private static int[] partners(List<Word> here, List<Word> there) {
    Map<String, List<Integer>> places = new HashMap<>();
    for (int i = 0; i < there.size(); i++) {
      for (String form : there.get(i).forms()) {
        places.computeIfAbsent(form, _ -> new ArrayList<>()).add(i);
      }
    }
    int[] partners = new int[here.size()];
    boolean[] taken = new boolean[there.size()];
    for (int i = 0; i < partners.length; i++) {
      partners[i] = NONE;
      for (String form : here.get(i).forms()) {
        for (int place : places.getOrDefault(form, List.of())) {
          int distance = Math.abs(place - i);
          int best = partners[i] == NONE ? Integer.MAX_VALUE : Math.abs(partners[i] - i);
          if (!taken[place] && (distance < best || (distance == best && place < partners[i]))) {
            partners[i] = place;
          }
        }
      }
      if (partners[i] >= 0) {
        taken[partners[i]] = true;
      }
    }
    return partners;
  }

  /// Makes partners of an abbreviation and the words whose first letters it has: USA, United States.
  private static void abbreviate(List<Word> shorter, List<Word> longer, int[] ofShorter, int[] ofLonger) {
    for (int i = 0; i < ofShorter.length; i++) {
      if (ofShorter[i] == NONE && Initials.maybe(shorter.get(i))) {
        for (int from = 0; from < longer.size() && ofShorter[i] == NONE; from++) {
          int to = Initials.end(shorter.get(i), longer, from);
          if (to > from && isFree(ofLonger, from, to)) {
            ofShorter[i] = from;
            for (int place = from; place < to; place++) {
              ofLonger[place] = ofLonger[place] == NONE ? WITHIN : ofLonger[place];
            }
            ofLonger[from] = i;
          }
        }
      }
    }
  }

  private static boolean isFree(int[] partners, int from, int to) {
    return partners[from] == NONE
        && Arrays.stream(partners, from, to).filter(partner -> partner == NONE).count() > 1
        && Arrays.stream(partners, from, to).noneMatch(partner -> partner == WITHIN);
  }

  /// Whether two words are one, but for its ending, or for the article's.
  public static boolean same(Word one, Word other) {
    return one.same(other) || (ARTICLES.contains(one.written()) && ARTICLES.contains(other.written()));
  }

  /// Whether some words of either text are its own.
  public boolean haveNoPartner(List<Word> ofHere, List<Word> ofThere) {
    return ofHere.stream().anyMatch(onlyHere::contains) && ofThere.stream().anyMatch(onlyThere::contains);
  }

  public boolean isShort() {
    return here.list().size() <= SHORT && there.list().size() <= SHORT;
  }

  public boolean ofShortQuestions() {
    return isShort() && here.isQuestion() && there.isQuestion();
  }

  /// How far two texts say the same otherwise.
  ///
  /// @param common words with meaning that both have
  /// @param missing words with meaning that only one has, and that no contrast accounts for
  public record Agreement(long common, long missing) {

    /// Dice's coefficient, from 0 to 1.
    public double dice() {
      return missing == 0 ? 1 : 2.0 * common / (2.0 * common + missing);
    }
  }

  /// @param explained words, by how they are written, that a contrast accounts for
  public Agreement agreement(Set<String> explained) {
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
}
