package io.doppel.language;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the guards know of English words.
public final class English {

  /// Words that deny.
  public static final Set<String> DENIALS =
      Set.of(
          "not", "never", "no", "nobody", "nothing", "none", "nowhere", "neither", "without",
          "hardly", "unable", "cannot");

  /// Words that say how a text is put rather than what it is about.
  public static final Set<String> FUNCTION =
      Set.of(
          ("a an the this that these those some any my your his her its our their i you he she it we they me "
              + "him us them "
                  + "is are was were be been being am do does did done have has had having can could will "
                      + "would shall should may might must "
                  + "what which who whom whose when where why how often much many whether if there here and or "
                      + "but so as than then also just very too "
                  + "of in on at to into onto from for with without by about over under before after against "
                      + "between through during behind above below toward towards instead "
                  + "up down out off more most less least not no never nor neither please there's s t 've 'll "
                      + "'re let get got")
              .split(" ", -1));

  /// Words that tell the part of the next noun.
  public static final Set<String> PREPOSITIONS =
      Set.of(
          ("of in on at to into onto from for with by about over under before after against through behind "
              + "above below toward towards than")
              .split(" ", -1));

  /// Words between a preposition and its noun.
  public static final Set<String> DETERMINERS =
      Set.of("a an the this that these those some any my your his her its our their".split(" ", -1));

  /// Who is spoken of where no noun is.
  public static final Map<String, String> PRONOUNS =
      Map.of(
          "i", "i", "me", "i", "he", "he", "him", "he", "she", "she", "we", "we", "us", "we",
          "they", "they", "them", "they");

  public static final Set<String> TO_BE =
      Set.of("is", "are", "was", "were", "be", "been", "being", "get", "gets", "got");

  private static final String VOWELS = "aeiouy";
  private static final Map<String, String> IRREGULAR = irregular();

  private English() {}

  /// What the forms of a word have in common: the base form of an irregular one, else the word without its ending.
  public static String stem(String word) {
    String base = IRREGULAR.getOrDefault(word, word);
    int length = base.length();
    if (length > 4 && base.endsWith("ies")) {
      base = base.substring(0, length - 2);
    } else if (length > 4
        && (base.endsWith("ches")
            || base.endsWith("shes")
            || base.endsWith("sses")
            || base.endsWith("xes"))) {
      base = base.substring(0, length - 2);
    } else if (length > 3
        && base.endsWith("s")
        && !base.endsWith("ss")
        && !base.endsWith("us")
        && !base.endsWith("is")) {
      base = base.substring(0, length - 1);
    }
    if (base.length() > 5 && base.endsWith("ing") && hasVowel(base, 3)) {
      base = single(base.substring(0, base.length() - 3));
    } else if (base.length() > 4 && base.endsWith("ed") && hasVowel(base, 2)) {
      base = single(base.substring(0, base.length() - 2));
    }
    // An e that an ending would have taken away, and a y that it would have changed.
    if (base.length() > 3 && base.endsWith("e") && !base.endsWith("ee")) {
      base = base.substring(0, base.length() - 1);
    } else if (base.length() > 2 && base.endsWith("y") && VOWELS.indexOf(base.charAt(base.length() - 2)) < 0) {
      base = base.substring(0, base.length() - 1) + "i";
    }
    return base;
  }

  /// The comparative (`er`) or the superlative (`est`) of an adjective.
  public static String compared(String adjective, String ending) {
    int last = adjective.length() - 1;
    char end = adjective.charAt(last);
    if (end == 'e') {
      return adjective + ending.substring(1);
    }
    if (end == 'y' && last > 1) {
      return adjective.substring(0, last) + "i" + ending;
    }
    boolean doubles =
        last == 2
            && "bdgmnpt".indexOf(end) >= 0
            && "aeiou".indexOf(adjective.charAt(1)) >= 0
            && "aeiou".indexOf(adjective.charAt(0)) < 0;
    return adjective + (doubles ? end : "") + ending;
  }

  private static boolean hasVowel(String word, int ending) {
    return word.substring(0, word.length() - ending).chars().anyMatch(letter -> VOWELS.indexOf(letter) >= 0);
  }

  /// Without the second of two equal consonants at the end, as in `stopp-ed`; `fall` and `miss` keep theirs.
  private static String single(String base) {
    int last = base.length() - 1;
    boolean twice =
        last > 1 && base.charAt(last) == base.charAt(last - 1) && "bdgmnprt".indexOf(base.charAt(last)) >= 0;
    return twice ? base.substring(0, last) : base;
  }

  private static Map<String, String> irregular() {
    Map<String, String> bases = new HashMap<>();
    for (String file : List.of("irregular.en.txt", "abbreviations.en.txt")) {
      for (String line : WordList.lines(file)) {
        String[] forms = line.split(" ", -1);
        for (String form : forms) {
          bases.putIfAbsent(form, forms[0]);
        }
      }
    }
    return bases;
  }
}
