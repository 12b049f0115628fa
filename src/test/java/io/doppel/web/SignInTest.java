package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.doppel.server.DoppelServer;
import io.doppel.server.ServerSettings;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Signing in on the page of a server that wants a key, and what each role is shown.
class SignInTest extends PageTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void who_has_a_key_signs_in_asks_and_signs_out_again() throws IOException {
    AccessSettings access = new AccessSettings(null, KEY, List.of(), List.of(), false);
    try (DoppelServer guarded = DoppelServer.start(site().doppel(), ServerSettings.local("127.0.0.1", 0).with(access));
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

  /// What changes something, by view: where it is, and the role it takes.
  private static final List<Offer> OFFERS =
      List.of(
          new Offer("library", "#library-files + label", Role.WRITE),
          new Offer("library", ".card[data-name='questions'] .remove", Role.ADMIN),
          new Offer("duplicates?mode=pairs&c=questions&t=0.95", ".pair .decide button", Role.WRITE),
          new Offer("duplicates?mode=clusters&c=questions", "#clusters-start", Role.WRITE),
          new Offer("plagiarism?c=essays", "#plagiarism-all", Role.WRITE),
          new Offer("classify?l=new-one&mode=examples", "#example-add", Role.WRITE),
          new Offer("train?c=questions", "#train-start", Role.WRITE),
          new Offer("quality?mode=texts&c=questions", "#examination-start", Role.WRITE));

  private record Offer(String state, String selector, Role needs) {}

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"READ", "WRITE", "ADMIN"})
  void a_role_is_shown_what_it_may_do_and_nothing_else(Role role, @TempDir Path folder) throws IOException {
    KeyFile keys = new KeyFile(folder.resolve(KeyFile.NAME));
    String key = keys.create("me", role, List.of(), null, null, Instant.now()).text();
    try (DoppelServer guarded = serve(keys);
        Visit visit = chromium().visit(guarded.port(), "library", Screen.DESK)) {
      signIn(visit, key);
      visit.at("#server", "signed in as me (" + role + ")").waitFor();
      for (Offer offer : OFFERS) {
        visit.go(offer.state());
        Locator offered = visit.at(offer.selector()).first();
        if (role.includes(offer.needs())) {
          offered.waitFor();
        } else {
          offered.waitFor(there());
          assertThat(offered.isVisible()).as("%s in %s for %s", offer.selector(), offer.state(), role).isFalse();
        }
      }
      assertThat(visit.at("#nav-train").isVisible()).isEqualTo(role.includes(Role.WRITE));
      visit.go("library");
      visit.at(".card[data-name='questions'] .keep").click();
      visit.at(".card[data-name='questions'] .kept dd").first().waitFor();
      assertThat(visit.at(".upkeep .audit").isVisible()).isEqualTo(role.includes(Role.WRITE));
      assertThat(visit.at(".upkeep .reindex").isVisible()).isEqualTo(role.includes(Role.ADMIN));
      visit.inspect("role-" + role);
      visit.forgive("401");
      visit.forgive("404");
      // Nobody has looked through the questions for duplicates, unless another test did.
      visit.forgive("/duplicates/clusters");
    }
  }

  @Test
  void a_key_that_is_revoked_leads_back_to_signing_in_and_says_why(@TempDir Path folder) throws IOException {
    KeyFile keys = new KeyFile(folder.resolve(KeyFile.NAME));
    String key = keys.create("me", Role.WRITE, List.of("questions"), null, null, Instant.now()).text();
    String other = keys.create("again", Role.READ, List.of(), null, null, Instant.now()).text();
    try (DoppelServer guarded = serve(keys);
        Visit visit = chromium().visit(guarded.port(), "search?c=questions&q=sleep", Screen.DESK)) {
      signIn(visit, key);
      visit.at(".hit").first().waitFor();
      assertThat(visit.at("#search-collection option").allInnerTexts()).containsExactly("questions (423 texts)");
      keys.revoke("me");
      visit.at("#key-refused", "You are not signed in any more").waitFor();
      assertThat(visit.focus()).isEqualTo("key");
      signIn(visit, other);
      visit.at(".hit").first().waitFor();
      visit.forgive("401");
    }
  }

  @Test
  void whoever_signs_in_again_finds_what_he_was_writing(@TempDir Path folder) throws IOException {
    KeyFile keys = new KeyFile(folder.resolve(KeyFile.NAME));
    String key = keys.create("me", Role.WRITE, List.of(), null, null, Instant.now()).text();
    try (DoppelServer guarded = serve(keys);
        Visit visit = chromium().visit(guarded.port(), "library", Screen.DESK)) {
      signIn(visit, key);
      visit.at(".card[data-name='essays'] .add").click();
      visit.at("#edit-text-essays").fill("half a sentence");
      keys.revoke("me");
      visit.at("#key-refused", "You are not signed in any more").waitFor();
      assertThat(visit.at("#edit-text-essays").isVisible()).isFalse();
      String again = keys.create("me", Role.WRITE, List.of(), null, null, Instant.now()).text();
      // The server looks once a second whether there are other keys.
      visit.page().waitForTimeout(1_500);
      signIn(visit, again);
      visit.at("#edit-text-essays").waitFor();
      assertThat(visit.at("#edit-text-essays").inputValue()).isEqualTo("half a sentence");
      visit.at(".card[data-name='essays'] .edit button", "Cancel").click();
      assertThat(visit.focus()).isEqualTo("Add a text");
      visit.forgive("401");
    }
  }

  @Test
  void a_key_that_can_only_search_is_told_that_it_is_for_programs(@TempDir Path folder) throws IOException {
    KeyFile keys = new KeyFile(folder.resolve(KeyFile.NAME));
    String key =
        keys.create("tenant", Role.READ, List.of(), "{\"field\":\"topic\",\"is\":\"health\"}", null, Instant.now())
            .text();
    try (DoppelServer guarded = serve(keys);
        Visit visit = chromium().visit(guarded.port(), "search", Screen.DESK)) {
      signIn(visit, key);
      visit.at("#key-refused", "The key tenant has a filter").waitFor();
      visit.at("#sign-out").click();
      visit.at("#sign-out").waitFor(gone());
      visit.forgive("status of 40");
    }
  }

  private static DoppelServer serve(KeyFile keys) throws IOException {
    AccessSettings access = new AccessSettings(keys.path(), null, List.of(), List.of(), false);
    return DoppelServer.start(site().doppel(), ServerSettings.local("127.0.0.1", 0).with(access));
  }

  private static void signIn(Visit visit, String key) {
    visit.at("#key").fill(key);
    visit.press("Enter");
  }
}
