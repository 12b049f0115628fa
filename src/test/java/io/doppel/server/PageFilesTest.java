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

  /// In `app.js`, a view that comes when it is first shown.
  private static final Pattern LATER = Pattern.compile("import\\('./view/(\\w+)\\.js'\\)");

  /// Parts of several views, all of which come later.
  private static final Pattern PARTS_OF_THESE =
      Pattern.compile("js/(?:base/(?:curation|assessments)\\.js|part/(?:chart\\.js|keys\\.js|plane/.*))");

  @Test
  void the_page_names_all_its_modules_in_advance_but_those_of_views_that_come_later() throws Exception {
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
    List<String> later =
        LATER.matcher(Files.readString(web.resolve("js/app.js"))).results().map(view -> view.group(1)).toList();
    assertThat(later).isNotEmpty();
    try (Stream<Path> files = Files.walk(web.resolve("js"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> web.relativize(file).toString().replace('\\', '/'))
          .filter(module -> !module.equals("js/app.js") && !PARTS_OF_THESE.matcher(module).matches())
          .filter(module -> later.stream().noneMatch(view -> isOf(view, module)))
          .toList();
    }
  }

  private static boolean isOf(String view, String module) {
    return module.equals("js/view/" + view + ".js") || module.startsWith("js/part/" + view + "/");
  }
}
