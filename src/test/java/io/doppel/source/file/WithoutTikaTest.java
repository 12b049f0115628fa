package io.doppel.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program that uses the library and left out the parsers it does not need.
class WithoutTikaTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"pdf", "docx", "odt", "rtf", "html", "hwp", "doc", "eml"})
  void a_document_whose_parser_is_not_on_the_class_path_is_rejected_with_a_sentence_and_text_is_read(String format)
      throws Exception {
    Path document = Files.writeString(folder.resolve("a." + format), "{\\rtf %PDF- PK");
    Path text = Files.writeString(folder.resolve("b.txt"), "A dog.");
    URL[] libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(jar -> !jar.matches(".*/(tika|pdfbox|fontbox|poi|jsoup|apache-mime4j|commonmark)[^/]*"))
            .map(WithoutTikaTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader lean = new URLClassLoader(libraries, ClassLoader.getPlatformClassLoader())) {
      Iterator<?> records =
          (Iterator<?>)
              lean.loadClass(DocumentReader.class.getName())
                  .getMethod("open", List.class)
                  .invoke(null, List.of(document.toString(), text.toString()));
      assertThat(records.next().toString())
          .contains("Rejected")
          .contains("reading %s files needs Apache Tika and its parser".formatted(format.toUpperCase(Locale.ROOT)));
      assertThat(records.next().toString()).contains("A dog.");
    }
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(path, e);
    }
  }
}
