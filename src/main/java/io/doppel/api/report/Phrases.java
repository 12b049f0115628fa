package io.doppel.api.report;

import java.text.NumberFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// What reports say for themselves, in one language.
record Phrases(ReportLanguage language, Map<String, String> texts) {

  private static final Pattern VALUE = Pattern.compile("\\{(\\w+)\\}");

  static Phrases in(ReportLanguage language) {
    return new Phrases(
        language,
        JsonMapper.shared()
            .readValue(PageWithData.words(language), new TypeReference<Map<String, String>>() {}));
  }

  /// The text of that name, each `{…}` filled in.
  String say(String name, Map<String, String> values) {
    return VALUE
        .matcher(Objects.requireNonNull(texts.get(name), name))
        .replaceAll(found ->
            Matcher.quoteReplacement(
                Objects.requireNonNull(values.get(found.group(1)), found.group(1))));
  }

  String say(String name) {
    return say(name, Map.of());
  }

  /// The text for a number of things, which it holds as `{n}`; a language without plurals has one form.
  String many(String name, long n) {
    return say(n == 1 && texts.containsKey(name + ".one") ? name + ".one" : name, Map.of("n", number(n)));
  }

  String number(long n) {
    return NumberFormat.getIntegerInstance(language.locale()).format(n);
  }
}
