package io.doppel.server.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.batch.EncoderBusyException;
import io.doppel.server.body.JavalinJson;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Problems that a test can hardly bring about in the whole server.
class ProblemsTest {

  @Test
  void a_busy_encoder_is_a_503_that_says_when_to_try_again() throws IOException, InterruptedException {
    HttpResponse<String> answer = thrown(new EncoderBusyException(512));
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(problem.at("/code").asString()).isEqualTo("encoder_busy");
    assertThat(problem.at("/detail").asString())
        .isEqualTo("the encoder is busy: 512 requests are waiting, and no more may wait; try again in a second");
  }

  @Test
  void files_that_nobody_may_write_are_told_without_their_paths() throws IOException, InterruptedException {
    HttpResponse<String> answer = thrown(new UncheckedIOException(new AccessDeniedException("/srv/index/faq")));
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(problem.at("/code").asString()).isEqualTo("read_only");
    assertThat(problem.at("/detail").asString())
        .isEqualTo(
            "what is there can only be read (Permission denied); nothing was changed, do it again when it can be "
                + "written");
  }

  private static HttpResponse<String> thrown(RuntimeException e) throws IOException, InterruptedException {
    Javalin javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.jsonMapper(new JavalinJson());
              Problems.register(config.routes);
              config.routes.get("/thrown", _ -> {
                throw e;
              });
            });
    javalin.start("127.0.0.1", 0);
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI where = URI.create("http://127.0.0.1:" + javalin.port() + "/thrown");
      return client.send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString());
    } finally {
      javalin.stop();
    }
  }
}
