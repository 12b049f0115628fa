package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// The page of the API, on which examples can be sent.
class ApiPageTest extends PageTest {

  @Test
  void examples_are_shown_and_sent_to_this_server_alone() {
    try (Visit visit = visit("")) {
      String server = URI.create(visit.page().url()).resolve("/").toString();
      visit.page().navigate(server + "api/index.html");
      assertThat(visit.at(".servers option").first().textContent()).startsWith(server.replaceFirst("/$", ""));
      assertThat(visit.count(".opblock")).isGreaterThan(80);

      Locator similarity = visit.at(".opblock-post", "/v1/similarity").first();
      similarity.locator(".opblock-summary-control").click();
      similarity.locator(".try-out__btn").click();
      Response answer =
          visit.page().waitForResponse(
              response -> response.url().equals(server + "v1/similarity"),
              () -> similarity.locator(".execute").click());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("\"similarity\"");
      similarity.locator(".live-responses-table .response-col_status", new Locator.LocatorOptions().setHasText("200"))
          .waitFor();
      assertThat(similarity.locator(".curl-command").textContent()).contains(server + "v1/similarity");
      assertThat(visit.page().evaluate("document.documentElement.scrollWidth - innerWidth")).isEqualTo(0);
    }
  }
}
