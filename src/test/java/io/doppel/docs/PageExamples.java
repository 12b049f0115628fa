package io.doppel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A page whose blocks of Java stand in a test too, between `// example` and `// end`, in the same order.
final class PageExamples {

  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^ *// example\n(.*?)^ *// end$");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");

  private PageExamples() {}

  static void areOf(Class<?> test, String page) throws IOException {
    Path source = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
    List<String> compiled =
        EXAMPLE
            .matcher(Files.readString(source))
            .results()
            .map(match -> match.group(1).stripTrailing().stripIndent() + "\n")
            .toList();
    List<String> shown =
        BLOCK.matcher(Files.readString(Path.of(page))).results().map(match -> match.group(1)).toList();
    assertThat(shown).isNotEmpty().containsExactlyElementsOf(compiled);
  }
}
