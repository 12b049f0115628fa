package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One visitor's page. Watches everything that must never happen, and [#close()] tells: an error in the console, a
/// breach of the content security policy, a request to another host, a dialog.
final class Visit implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");
  private static final double PATIENCE_MILLIS = 20_000;

  /// A breach is also an event, which tells more than the console.
  private static final String REPORT_BREACHES =
      """
      addEventListener('securitypolicyviolation', (event) =>
        console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));
      """;

  private static final String AXE =
      """
      () => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
        .then(({violations}) => violations.flatMap(({id, nodes}) =>
          nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`)))
      """;

  private final BrowserContext context;
  private final Page page;
  private final String address;
  private final Screen screen;
  private final List<String> faults = new ArrayList<>();
  private final List<String> forgiven = new ArrayList<>();

  private Visit(BrowserContext context, String address, Screen screen) {
    this.context = context;
    this.address = address;
    this.screen = screen;
    context.addInitScript(REPORT_BREACHES);
    this.page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MILLIS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            faults.add("console: " + message.text() + " at " + message.location());
          }
        });
    page.onPageError(error -> faults.add("script: " + error));
    page.onDialog(
        dialog -> {
          faults.add("dialog: " + dialog.message());
          dialog.dismiss();
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(address) && !request.url().startsWith("blob:" + address)) {
            faults.add("request to " + request.url());
          }
        });
  }

  static Visit open(Browser browser, String address, String state, Screen screen) {
    Visit visit = new Visit(browser.newContext(screen.options()), address, screen);
    visit.go(state);
    return visit;
  }

  /// Opens a state of the page as a link to it would.
  void go(String state) {
    page.navigate(address + (state.isEmpty() ? "" : "#" + state));
  }

  Page page() {
    return page;
  }

  Locator at(String selector) {
    return page.locator(selector);
  }

  /// What matches the selector and contains the text.
  Locator at(String selector, String text) {
    return page.locator(selector, new Page.LocatorOptions().setHasText(text));
  }

  /// What is behind `#` in the address bar.
  String state() {
    return page.url().replaceFirst("^[^#]*#?", "");
  }

  /// Waits until there is something at the selector, and says how many.
  int count(String selector) {
    at(selector).first().waitFor();
    return at(selector).count();
  }

  /// Waits until there is something at the selector, and tells its text.
  String text(String selector) {
    return at(selector).first().innerText();
  }

  /// The colour behind everything.
  String ground() {
    return (String) page.evaluate("getComputedStyle(document.documentElement).backgroundColor");
  }

  void press(String... keys) {
    for (String key : keys) {
      page.keyboard().press(key);
    }
  }

  /// Lets what is asked of an address by a method be answered by a problem, until [#admit].
  void refuse(String address, String method, int status, String code) {
    refuse(address, method, status, code, 0);
  }

  /// As above, from the request behind the first so many on.
  void refuse(String address, String method, int status, String code, int first) {
    AtomicInteger asked = new AtomicInteger();
    page.route(
        address,
        route -> {
          if (!route.request().method().equals(method) || asked.getAndIncrement() < first) {
            route.resume();
            return;
          }
          route.fulfill(
              new Route.FulfillOptions()
                  .setStatus(status)
                  .setContentType("application/problem+json")
                  .setBody("{\"code\":\"%s\",\"detail\":\"told by a test: %s\"}".formatted(code, code)));
        });
  }

  void admit(String address) {
    page.unroute(address);
  }

  /// What has the focus: its id, or else its text.
  String focus() {
    return (String) page.evaluate("document.activeElement.id || document.activeElement.textContent");
  }

  /// Presses Tab until `id` has the focus.
  void tabTo(String id) {
    for (int i = 0; i < 60; i++) {
      if (focus().equals(id)) {
        return;
      }
      press("Tab");
    }
    throw new AssertionError("Tab does not lead to " + id);
  }

  /// Forgets errors that the test itself provoked, also such as are still on their way.
  void forgive(String part) {
    forgiven.add(part);
  }

  /// Takes a picture for people to look at, and checks what can be checked without looking: axe-core finds nothing, and
  /// nothing sticks out sideways.
  void inspect(String name) throws IOException {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + "-" + screen + ".png")).setFullPage(true));
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("%s at %s sticks out by pixels", name, screen)
        .isEqualTo(0);
    if (page.evaluate("typeof axe").equals("undefined")) {
      page.evaluate("() => {" + axe() + "}");
    }
    assertThat((List<?>) page.evaluate(AXE)).as("%s at %s", name, screen).isEmpty();
  }

  private static String axe() throws IOException {
    try (InputStream in = Visit.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) {
        throw new IOException("axe.min.js is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    context.close();
    assertThat(faults).noneMatch(fault -> forgiven.stream().noneMatch(fault::contains));
  }
}
