package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The page as it is sent.
class PageFilesTest extends ThingsServed {

  private static final Pattern PRELOAD = Pattern.compile("<link rel=\"modulepreload\" href=\"([^\"]+)\">");

  @Test
  void the_page_names_all_its_modules_in_advance() throws Exception {
    HttpResponse<String> page = server.send("GET", "/");
    assertThat(PRELOAD.matcher(page.body()).results().map(link -> link.group(1)))
        .containsExactlyInAnyOrderElementsOf(modules());
    assertThat(page.body()).contains("<script type=\"module\" src=\"js/app.js\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/index.html", "/js/app.js", "/app.css"})
  void a_file_of_the_page_is_sent_again_only_when_it_is_another_one(String path) throws Exception {
    HttpResponse<String> sent = server.send("GET", path);
    assertThat(sent.statusCode()).isEqualTo(200);
    assertThat(sent.headers().firstValue("Cache-Control")).contains("no-cache");
    String tag = sent.headers().firstValue("ETag").orElseThrow();
    assertThat(
            server.answer("GET " + path + " HTTP/1.1", "Host: localhost", "If-None-Match: " + tag))
        .startsWith("HTTP/1.1 304")
        .contains("no-cache");
    assertThat(
            server.answer(
                "GET " + path + " HTTP/1.1", "Host: localhost", "If-None-Match: W/\"other\""))
        .startsWith("HTTP/1.1 200");
    assertThat(server.answer("HEAD " + path + " HTTP/1.1", "Host: localhost"))
        .startsWith("HTTP/1.1 200")
        .contains("ETag: " + tag, "Content-Security-Policy: default-src 'self'");
  }

  private static List<String> modules() throws IOException {
    Path web = Path.of("web");
    try (Stream<Path> files = Files.walk(web.resolve("js"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> web.relativize(file).toString().replace('\\', '/'))
          .filter(module -> !module.equals("js/app.js"))
          .toList();
    }
  }
}
