package io.doppel.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The real page in a real browser, in front of the real server with the real model and the sample collections. All
/// tests share one server and one browser; each [Visit] is a browser session of its own, which also checks that no
/// error, no foreign request and no breach of the content security policy happened.
@ExtendWith(PageTest.Opening.class)
abstract class PageTest {

  private static @Nullable Stage stage;

  static final class Opening implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      stage =
          context
              .getRoot()
              .getStore(ExtensionContext.Namespace.create(Stage.class))
              .computeIfAbsent(Stage.class, _ -> Stage.open(), Stage.class);
    }
  }

  private static Stage stage() {
    return Objects.requireNonNull(stage, "the tests have not begun");
  }

  static Site site() {
    return stage().site();
  }

  /// The folder of the site's collections.
  static Path index() {
    return stage().index();
  }

  static Chromium chromium() {
    return stage().chromium();
  }

  static Visit visit(String state, Screen screen) {
    return chromium().visit(site().port(), state, screen);
  }

  static Visit visit(String state) {
    return visit(state, Screen.DESK);
  }

  static Locator.WaitForOptions gone() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN);
  }

  /// Also where it cannot be seen, as what there is to choose from.
  static Locator.WaitForOptions there() {
    return new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED);
  }
}
