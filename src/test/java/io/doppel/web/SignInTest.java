package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.DoppelServer;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.compute.Deadlines;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Signing in on the page of a server that wants a key.
class SignInTest extends PageTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void who_has_a_key_signs_in_asks_and_signs_out_again() throws IOException {
    AccessSettings access = new AccessSettings(null, KEY, List.of(), List.of(), false);
    try (DoppelServer guarded = DoppelServer.start(site().doppel(), "127.0.0.1", 0, Deadlines.STANDARD, access);
        Visit visit = chromium().visit(guarded.port(), "search?c=questions&q=sleep", Screen.DESK)) {
      visit.at("#key").waitFor();
      visit.inspect("sign-in");
      visit.at("#key").fill("nothing");
      visit.press("Enter");
      visit.at("#key-refused", "this is no key of this server").waitFor();
      visit.at("#key").fill(KEY);
      visit.press("Enter");
      visit.at(".hit").first().waitFor();
      assertThat(visit.at("#key").count()).isZero();
      visit.at("#search-text").fill("money");
      visit.at(".hit", "money").first().waitFor();
      visit.at("#language").click();
      visit.at("#sign-out", "로그아웃").waitFor();
      visit.at("#sign-out").click();
      visit.at("#key").waitFor();
      visit.page().reload();
      visit.at("#key").waitFor();
      visit.forgive("status of 401");
    }
  }
}
