package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import io.doppel.engine.CollectionName;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A collection as points.
class MapViewTest extends PageTest {

  @Test
  void groups_are_named_by_what_their_texts_are_about() {
    try (Visit visit = visit("map?c=questions")) {
      visit.at("#map-legend li").first().waitFor();
      List<String> names = visit.at("#map-legend li").allInnerTexts();
      assertThat(names)
          .allSatisfy(name ->
              assertThat(name)
                  .doesNotContainPattern(
                      "\\b(how|if|on|two|makes|put|often)\\b|하나요|어떻게|해야|있나요|있을까요"));
    }
  }

  @Test
  void a_text_is_put_among_its_neighbours_and_they_are_listed() {
    try (Visit visit = visit("map?c=questions")) {
      assertThat(visit.count("#map-list li")).isEqualTo(12);
      assertThat(visit.text("#map-status"))
          .startsWith("All 423 texts.")
          .contains("Of the ten texts nearest in meaning,");
      visit.at("#map-text").fill("How can I fall asleep faster?");
      visit.at("#map-list-title", "Nearest to your text").waitFor();
      assertThat(visit.text("#map-list li a")).isEqualTo("How can I fall asleep faster?");
      assertThat(visit.state()).contains("q=How+can+I+fall+asleep+faster");
      visit.page().reload();
      visit.at("#map-list-title", "Nearest to your text").waitFor();
      visit.at("#map-all").click();
      visit.at("#map-list-title", "In the middle of the picture").waitFor();
      assertThat(visit.at("#map-text").inputValue()).isEmpty();
    }
  }

  @Test
  void what_lies_together_has_a_colour_and_is_named_by_its_words() {
    try (Visit visit = visit("map?c=questions")) {
      assertThat(visit.count("#map-legend li")).isBetween(4, 7);
      List<String> groups = visit.at("#map-legend li").allInnerTexts();
      assertThat(groups).allMatch(group -> group.matches("[^,]+(, [^,]+){0,2} \\(\\d+\\)")).doesNotHaveDuplicates();
      assertThat(groups).anyMatch(group -> group.contains("서울")).noneMatch(group -> group.startsWith("how,"));
      assertThat(
              groups.stream()
                  .mapToInt(group -> Integer.parseInt(group.replaceAll("\\D+", "")))
                  .sum())
          .isEqualTo(423);
      visit.at("#map-colour").selectOption("one colour");
      visit.at("#map-legend li").first().waitFor(gone());
      visit.page().reload();
      visit.at("#map-list li").first().waitFor();
      assertThat(visit.at("#map-legend li").count()).isZero();
    }
  }

  @Test
  void points_are_coloured_by_a_field_and_what_is_circled_is_listed() {
    try (Visit visit = visit("map?c=questions")) {
      visit.at("#map-list li").first().waitFor();
      visit.at("#map-colour").selectOption("topic");
      assertThat(visit.count("#map-legend li")).isEqualTo(8);
      visit.at("#map-lasso").click();
      visit.at("#map-canvas").scrollIntoViewIfNeeded();
      BoundingBox box = visit.at("#map-canvas").boundingBox();
      var mouse = visit.page().mouse();
      Mouse.MoveOptions slowly = new Mouse.MoveOptions().setSteps(5);
      // Along the edges, and not into the corners, which are round.
      mouse.move(box.x + 20, box.y + 3);
      mouse.down();
      mouse.move(box.x + box.width - 20, box.y + 3, slowly);
      mouse.move(box.x + box.width - 20, box.y + box.height - 3, slowly);
      mouse.move(box.x + 20, box.y + box.height - 3, slowly);
      mouse.up();
      visit.at("#map-list-title", "circled").waitFor();
      assertThat(visit.text("#map-list-title")).isEqualTo("423 circled texts");
      assertThat(visit.count("#map-list a")).isEqualTo(200);
    }
  }

  @Test
  void pointing_at_a_point_shows_its_text_and_a_click_chooses_it() {
    try (Visit visit = visit("map?c=hostile")) {
      visit.at("#map-list li").first().waitFor();
      BoundingBox box = visit.at("#map-canvas").boundingBox();
      boolean shown = false;
      // The points are somewhere; looking row by row finds one.
      for (int y = 5; y < box.height && !shown; y += 12) {
        for (int x = 5; x < box.width && !shown; x += 12) {
          visit.page().mouse().move(box.x + x, box.y + y);
          shown = visit.at("#map-tip").isVisible();
        }
      }
      assertThat(shown).isTrue();
      String text = visit.text("#map-tip");
      visit.page().mouse().down();
      visit.page().mouse().up();
      visit.at("#map-list-title", "Chosen").waitFor();
      assertThat(text).contains(visit.text("#map-list a").substring(0, 5));
    }
  }

  @Test
  void the_keyboard_moves_the_picture_and_the_list_tells_what_is_there() {
    try (Visit visit = visit("map?c=questions")) {
      visit.at("#map-list li").first().waitFor();
      visit.tabTo("map-canvas");
      String before = visit.text("#map-list");
      visit.press("+", "+", "+", "ArrowLeft", "ArrowLeft", "ArrowUp", "ArrowUp");
      visit.page().waitForCondition(() -> !visit.text("#map-list").equals(before));
      visit.press("0");
      visit.page().waitForCondition(() -> visit.text("#map-list").equals(before));
    }
  }

  @Test
  void twenty_thousand_points_are_drawn_in_the_time_of_a_few_frames() throws IOException {
    try (Visit visit = visit("")) {
      double milliseconds =
          ((Number)
                  visit
                      .page()
                      .evaluate(
                          """
                          async () => {
                            const { plane } = await import('/js/part/plane/plane.js');
                            const none = () => {};
                            const canvas = plane('many', { pointed: none, chosen: none, circled: none, moved: none });
                            canvas.node.style.cssText = '';
                            document.getElementById('main').append(canvas.node);
                            const points = Array.from({ length: 20000 }, (_, i) => ({ x: Math.sin(i), y: Math.cos(i * 1.7) }));
                            canvas.paint(['#123456', '#654321']);
                            canvas.show(points, Uint8Array.from(points, (_, i) => i % 2));
                            const frame = () => new Promise(requestAnimationFrame);
                            const times = [];
                            for (let i = 0; i < 20; i++) {
                              await frame();
                              const start = performance.now();
                              canvas.zoom(1.01);
                              await frame();
                              canvas.node.getContext('2d').getImageData(0, 0, 1, 1);
                              times.push(performance.now() - start);
                            }
                            return times.sort((a, b) => a - b)[10];
                          }
                          """))
              .doubleValue();
      System.getLogger(MapViewTest.class.getName())
          .log(
              System.Logger.Level.INFO,
              "a frame of 20,000 points: %.0f ms".formatted(milliseconds));
      assertThat(milliseconds).isPositive();
    }
  }

  @Test
  void the_map_of_another_collection_is_not_shown_under_its_name_and_one_that_was_stopped_is_not_begun_anew() {
    List<Route> held = new ArrayList<>();
    List<String> asked = new ArrayList<>();
    try (Visit visit = visit("map?c=questions")) {
      visit.at("#map-list li").first().waitFor();
      visit.page().route("**/essays/map?*", held::add);
      visit.at("#map-collection").selectOption("essays");
      visit.at("#map-list").waitFor(gone());
      visit.at("#map-legend").waitFor(gone());
      visit.page().waitForCondition(() -> !held.isEmpty());
      visit.page().onRequest(request -> asked.add(request.url()));
      held.forEach(route -> answer(route, 202, "{'id':'x','state':'running','progress':0.1,'map':null,'error':null}"));
      visit
          .page()
          .route(
              "**/jobs/x?*",
              route -> answer(route, 200, "{'id':'x','state':'cancelled','total':10,'done':1,'events':[]}"));
      visit.at("#map .error", "stopped").waitFor();
      visit.page().evaluate("async () => (await import('/js/part/collections.js')).look()");
      visit.page().waitForCondition(() -> asked.stream().anyMatch(url -> url.endsWith("/collections")));
      visit.page().waitForTimeout(300);
      assertThat(asked).noneMatch(url -> url.contains("/map?"));
      visit.page().unroute("**/essays/map?*");
      visit.at("#map-size").selectOption("1000");
      visit.at("#map-list li").first().waitFor();
      assertThat(visit.at("#map-canvas").getAttribute("aria-label")).startsWith("Map of essays");
    }
  }

  private static void answer(Route route, int status, String json) {
    route.fulfill(
        new Route.FulfillOptions()
            .setStatus(status)
            .setContentType("application/json")
            .setBody(json.replace('\'', '"')));
  }

  @Test
  void an_empty_collection_says_what_to_do_and_a_single_text_has_a_map() throws IOException {
    site().doppel().openOrCreate(new CollectionName("nothing"));
    try (Visit visit = visit("map?c=nothing");
        DocumentSource one =
            DocumentSource.of(
                IntStream.range(0, 1)
                    .mapToObj(i -> new Document("d" + i, "", "alone", Map.of()))
                    .toList())) {
      visit.at("#map-status .nothing").waitFor();
      site().doppel().openOrCreate(new CollectionName("nothing")).add(one, IndexingListener.SILENT, () -> false);
      visit.page().reload();
      assertThat(visit.at("#map-list a").first().innerText()).isEqualTo("alone");
      assertThat(List.of(visit.text("#map-status"))).containsExactly("A single text.");
    } finally {
      site().doppel().delete(new CollectionName("nothing"));
    }
  }
}
