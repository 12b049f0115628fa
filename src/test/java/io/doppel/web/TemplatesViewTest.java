package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.DoppelServer;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is alike and no duplicate, on the page: texts that are the same but for some values.
class TemplatesViewTest extends PageTest {

  private Doppel doppel;
  private DoppelServer server;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    doppel = TinyDoppel.open(folder);
    server = DoppelServer.start(doppel, "127.0.0.1", 0);
    TinyDoppel.add(
        doppel,
        "things",
        Document.of("a", "The big ship on the sea in 2023"),
        Document.of("b", "The big ship on the sea in 2024"),
        Document.of("dog", "A dog and a cat live in the house"));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    doppel.close();
  }

  @Test
  void texts_of_one_template_are_listed_with_what_differs_when_somebody_opens_them() throws IOException {
    try (Visit visit = chromium().visit(server.port(), "duplicates?mode=clusters&c=things", Screen.PHONE)) {
      visit.forgive("409");
      visit.at("#clusters-start").click();
      visit.at("#templates summary").click();
      visit.at("#templates .cluster", "2 texts").waitFor();
      assertThat(visit.text("#templates .cluster")).contains("2023 / 2024");
      visit.at("#boilerplate summary").click();
      visit.at("#boilerplate", "No line or sentence is in that many texts.").waitFor();
      visit.inspect("templates");
    }
    try (Visit visit = chromium().visit(server.port(), "duplicates?mode=pairs&c=things", Screen.DESK)) {
      visit.at(".pair .guard", "same but for: 2023 / 2024").waitFor();
    }
  }
}
