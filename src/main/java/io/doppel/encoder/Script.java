package io.doppel.encoder;

import com.ibm.icu.lang.UScript;
import com.ibm.icu.util.ULocale;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// By its letters, which of some languages a text is written in.
public final class Script {

  /// By the code of a language. Few: they are of profiles of models.
  private static final Map<String, BitSet> SCRIPTS = new ConcurrentHashMap<>();

  private Script() {}

  /// The language, by its code, whose script most letters of the text are of; the first of those that are as many.
  /// Empty if it has letters of none.
  public static Optional<String> language(String text, Collection<String> languages) {
    List<String> codes = languages.stream().distinct().toList();
    List<BitSet> scripts = codes.stream().map(code -> SCRIPTS.computeIfAbsent(code, Script::scripts)).toList();
    long[] letters = new long[codes.size()];
    text.codePoints()
        .map(UScript::getScript)
        .forEach(
            script -> {
              for (int i = 0; i < letters.length; i++) {
                letters[i] += scripts.get(i).get(script) ? 1 : 0;
              }
            });
    long most = Arrays.stream(letters).max().orElse(0);
    for (int i = 0; i < letters.length; i++) {
      if (letters[i] == most && most > 0) {
        return Optional.of(codes.get(i));
      }
    }
    return Optional.empty();
  }

  private static BitSet scripts(String language) {
    BitSet scripts = new BitSet();
    for (int script : UScript.getCode(ULocale.forLanguageTag(language))) {
      scripts.set(script);
    }
    return scripts;
  }
}
