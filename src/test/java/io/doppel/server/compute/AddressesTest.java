package io.doppel.server.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.access.Role;
import io.doppel.server.problem.Problems;
import io.doppel.work.RightOfWay;
import io.javalin.Javalin;
import io.javalin.http.Handler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Routes over HTTP, whose handlers do what they should not.
class AddressesTest {

  @Test
  void an_error_while_an_answer_is_computed_is_told_as_a_problem_whatever_the_load() throws Exception {
    answers(
        _ -> {
          throw new StackOverflowError("deep");
        },
        (load, response) -> {
          assertThat(response.statusCode()).as(load.name()).isEqualTo(500);
          assertThat(response.headers().firstValue("Content-Type"))
              .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
          JsonNode problem = JsonMapper.shared().readTree(response.body());
          assertThat(problem.at("/code").asString()).isEqualTo("internal_error");
          assertThat(problem.at("/detail").asString()).isNotBlank();
        });
  }

  @Test
  void what_takes_long_gives_way_to_what_is_short() throws Exception {
    answers(
        ctx -> ctx.result(Boolean.toString(RightOfWay.isBehind())),
        (load, response) ->
            assertThat(response.body())
                .as(load.name())
                .isEqualTo(
                    switch (load) {
                      case NONE, LIGHT -> "false";
                      case ENCODING, HEAVY, WRITING -> "true";
                    }));
  }

  /// Hears what a handler answers under each load.
  private static void answers(Handler handler, BiConsumer<Load, HttpResponse<String>> listener) throws Exception {
    try (Computing computing = new Computing(Deadlines.STANDARD);
        HttpClient client = HttpClient.newHttpClient()) {
      Javalin javalin =
          Javalin.create(
              config -> {
                config.startup.showJavalinBanner = false;
                Problems.register(config.routes);
                Addresses addresses = new Addresses(config.routes, computing);
                for (Load load : Load.values()) {
                  addresses.post(path(load), Role.READ, load, handler);
                }
              });
      javalin.start("127.0.0.1", 0);
      try {
        for (Load load : Load.values()) {
          HttpRequest request =
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(javalin.port(), path(load))))
                  .POST(BodyPublishers.ofString("{}"))
                  .build();
          listener.accept(load, client.send(request, BodyHandlers.ofString()));
        }
      } finally {
        javalin.stop();
      }
    }
  }

  private static String path(Load load) {
    return "/" + load.name().toLowerCase(Locale.ROOT);
  }
}
