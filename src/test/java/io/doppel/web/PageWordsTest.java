package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The words of the page, as they are written.
class PageWordsTest {

  private static final Path STRINGS = Path.of("web/js/strings");
  private static final Pattern KEY = Pattern.compile("(?m)^  (?:'([^']+)'|(\\w+)):");
  private static final Pattern CODES = Pattern.compile("(?ms)^    Code:.*?enum:\\n((?:        - \\w+\\n)+)");

  @ParameterizedTest
  @ValueSource(strings = {"en", "ko"})
  void a_name_stands_for_one_text_of_a_language(String language) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(STRINGS.resolve(language))) {
      for (Path file : files.filter(each -> !each.endsWith("problems.js")).sorted().toList()) {
        names.addAll(keys(Files.readString(file)));
      }
    }
    assertThat(names).hasSizeGreaterThan(300).doesNotHaveDuplicates();
  }

  @Test
  void every_problem_that_the_server_tells_has_words_in_korean() throws IOException {
    Matcher codes = CODES.matcher(Files.readString(Path.of("docs/openapi.yaml")));
    assertThat(codes.find()).isTrue();
    List<String> told = codes.group(1).lines().map(line -> line.replace("-", "").strip()).toList();
    assertThat(told).hasSizeGreaterThan(30);
    assertThat(keys(Files.readString(STRINGS.resolve("ko/problems.js")))).containsAll(told);
  }

  private static List<String> keys(String source) {
    return KEY.matcher(source).results().map(key -> key.group(1) == null ? key.group(2) : key.group(1)).toList();
  }
}
