package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.doppel.encoder.TinyModel;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.index.MemoryCatalog;
import io.doppel.server.DoppelServer;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Collections: what is in them, how it gets there and out.
class LibraryViewTest extends PageTest {

  @Test
  void a_file_of_ones_own_becomes_a_collection_and_is_deleted_by_its_name() throws IOException {
    try (Visit visit = visit("library")) {
      visit.at("#library-name").fill("Big Name");
      assertThat(visit.text("#library-error")).startsWith("A name is 1 to 64 lower-case letters");
      visit.at("#library-name").fill("mine");
      visit
          .at("#library-files")
          .setInputFiles(
              new FilePayload[] {
                file("mine.csv", "id,title,text\n1,Sea,The waves are high today.\n2\n3,,고양이가 창가에서 잔다.\n"),
                file("<b>.txt", "A note about bread."),
                file("picture.png", "no text")
              });
      visit.at("#uploads li", "mine.csv: 2 new, 0 replaced, 0 unchanged.").waitFor();
      visit.at("#uploads summary").click();
      assertThat(visit.text("#uploads .rejects li")).startsWith("Line 3: ");
      visit.at("#uploads li", "<b>.txt: 1 new").waitFor();
      visit.at("#uploads .error", "picture.png: the name of the file must end with").waitFor();
      Locator card = visit.at(".card[data-name='mine']");
      card.locator(".browse").click();
      card.locator(".browsed a").first().waitFor();
      assertThat(card.locator(".browsed a").allInnerTexts()).containsExactly("Sea", "고양이가 창가에서 잔다.", "<b>");
      visit.inspect("library");
      card.locator(".remove").click();
      assertThat(card.locator(".alarming").isDisabled()).isTrue();
      card.locator(".removal input").fill("mine");
      card.locator(".alarming").click();
      card.waitFor(gone());
      visit.at("#library-status", "mine was deleted.").waitFor();
      visit.forgive("415");
    }
  }

  @Test
  void what_is_written_and_sent_outlasts_another_language_and_one_file_is_stopped_without_another() {
    List<Route> held = new ArrayList<>();
    try (Visit visit = visit("library")) {
      visit.page().route("**/files/*", held::add);
      visit.at("#library-name").fill("waiting");
      visit.at("#library-files").setInputFiles(new FilePayload[] {file("a.txt", "A note."), file("b.txt", "Another.")});
      visit.page().waitForCondition(() -> held.size() == 1);
      visit.at("#uploads .stop").nth(1).click();
      visit.at("#uploads .error", "b.txt: stopped").waitFor();
      visit.at(".card[data-name='essays'] .add").click();
      visit.at("#edit-text-essays").fill("half a sentence");
      visit.at("#language").click();
      visit.at("#library-title", "컬렉션").waitFor();
      visit.at(".card[data-name='essays'] .add").click();
      assertThat(visit.at("#edit-text-essays").inputValue()).isEqualTo("half a sentence");
      assertThat(visit.count("#uploads li")).isEqualTo(2);
      visit.at("#uploads .stop").click();
      visit.at("#uploads .error", "a.txt").waitFor();
      assertThat(held).hasSize(1);
    }
  }

  private static FilePayload file(String name, String content) {
    return new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void one_text_is_added_edited_and_deleted(@TempDir Path folder) throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder);
        DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0);
        Visit visit = chromium().visit(server.port(), "library", Screen.PHONE)) {
      TinyDoppel.add(doppel, "things", new Document("a", "Pets", "the dog and the cat", Map.of("kind", "animal")));
      Locator card = visit.at(".card[data-name='things']");
      card.locator(".add").click();
      visit.at("#edit-id-things").fill("a");
      visit.at("#edit-text-things").fill("something else");
      visit.at(".edit .save").click();
      visit.at(".edit .warning", "There is a text with this id already").waitFor();
      assertThat(visit.at(".edit .replace").isVisible()).isTrue();
      assertThat(doppel.collection(new CollectionName("things")).document("a").orElseThrow().text())
          .isEqualTo("the dog and the cat");
      visit.at("#edit-id-things").fill("..");
      visit.at(".edit .save").click();
      visit.at(".edit .error", "“..” cannot be asked for").waitFor();
      visit.at("#edit-id-things").fill("a/b");
      visit.at("#edit-title-things").fill("Pets");
      visit.at("#edit-text-things").fill("the dog and the cat");
      visit.at(".fields-of > button").click();
      visit.at(".field-row input").first().fill("<i>kind</i>");
      visit.at(".field-row input").nth(1).fill("copy");
      visit.inspect("add");
      visit.at(".edit .save").click();
      visit.at(".edit .warning", "This seems to be there already").waitFor();
      assertThat(doppel.collection(new CollectionName("things")).documents()).isEqualTo(1);
      visit.at(".edit .merge").click();
      card.locator(".drawer a").waitFor();
      assertThat(doppel.collection(new CollectionName("things")).document("a").orElseThrow().fields())
          .containsEntry("<i>kind</i>", "copy");
      assertThat(card.locator(".drawer a").innerText()).isEqualTo("a");
      assertThat(doppel.collection(new CollectionName("things")).documents()).isEqualTo(1);
      card.locator(".add").click();
      visit.at("#edit-id-things").fill("a/b");
      visit.at("#edit-title-things").fill("Pets");
      visit.at("#edit-text-things").fill("the dog and the cat");
      visit.at(".fields-of > button").click();
      visit.at(".field-row input").first().fill("<i>kind</i>");
      visit.at(".field-row input").nth(1).fill("copy");
      visit.at(".edit .save").click();
      visit.at(".edit .anyway").click();
      card.locator(".drawer a").click();
      visit.at("#document .chips", "copy").waitFor();
      visit.at("#document-edit").click();
      visit.at("#edit-text-things").fill("a ship on the sea");
      visit.inspect("edit");
      visit.at(".edit .save").click();
      visit.at("#document .whole", "a ship on the sea").waitFor();
      visit.at("#document-delete button").click();
      visit.press("Enter");
      visit.at("#document-status", "“Pets” is deleted.").waitFor();
      assertThat(visit.focus()).isEqualTo("document-title");
      assertThat(doppel.collection(new CollectionName("things")).documents()).isEqualTo(1);
      visit.go("document?c=things&id=..");
      visit.at("#document-error", "“..” cannot be asked for").waitFor();
      visit.forgive("404");
      visit.forgive("409");
    }
  }

  @Test
  void a_collection_is_audited_compacted_and_made_anew() throws IOException {
    try (Visit visit = visit("library")) {
      Locator card = visit.at(".card[data-name='hostile']");
      card.locator(".keep").click();
      card.locator("dd", new Locator.LocatorOptions().setHasText("candidates wide")).waitFor();
      assertThat(card.locator(".kept").innerText())
          .contains("a folder of the server: " + index())
          .contains("Not audited since the server started.", "all-MiniLM-L6-v2");
      card.locator(".audit").click();
      card.locator(".good", new Locator.LocatorOptions().setHasText("The promise of 99% is kept.")).waitFor();
      card.locator(".compact").click();
      card.locator(".status", new Locator.LocatorOptions().setHasText("It is one segment now.")).waitFor();
      assertThat(card.locator(".kept").innerText()).contains("0 deleted, 1 segment");
      card.locator(".reindex").click();
      card.locator(".status", new Locator.LocatorOptions().setHasText("It was made anew.")).waitFor();
      visit.inspect("upkeep");
    }
  }

  @Test
  void what_an_index_without_files_of_its_own_lacks_is_not_offered(@TempDir Path folder) throws IOException {
    Home home = TinyDoppel.home(folder);
    try (Doppel doppel = Doppel.open(home, new MemoryCatalog(), 0);
        DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0);
        Visit visit = chromium().visit(server.port(), "library", Screen.DESK)) {
      TinyDoppel.add(doppel, "things", Document.of("a", "the dog"), Document.of("b", "the cat"));
      Locator card = visit.at(".card[data-name='things']");
      card.locator(".keep").click();
      card.locator("dd", new Locator.LocatorOptions().setHasText("candidates wide")).waitFor();
      assertThat(card.locator(".kept").innerText())
          .contains("2 passages; where they lie, their files are looked after")
          .doesNotContain("On the disk", "segment");
      assertThat(card.locator(".compact").isHidden()).isTrue();
      card.locator(".audit").click();
      card.locator(".good").waitFor();
      visit.inspect("elsewhere");
    }
  }

  @Test
  void a_collection_that_the_model_cannot_read_carries_a_warning() throws IOException {
    CollectionName korean = new CollectionName("korean");
    try (DocumentSource source =
            DocumentSource.of(
                List.of(Document.of("1", "고양이가 창가에서 잔다."), Document.of("2", "비밀번호를 잊어버렸을 때는 어떻게 하나요?")));
        Visit visit = visit("library")) {
      site().doppel().openOrCreate(korean).add(source, IndexingListener.SILENT, () -> false);
      visit.at(".card[data-name='korean'] .warning", "The model does not know the words of").waitFor();
      assertThat(visit.at(".card[data-name='wordnet'] .warning").isHidden()).isTrue();
      visit.go("search?c=korean&q=%EB%B9%84%EB%B0%80%EB%B2%88%ED%98%B8");
      visit.at("#search-results .hint", "The model does not know most of these words").waitFor();
    } finally {
      site().doppel().delete(korean);
    }
  }

  @Test
  void a_collection_of_another_model_says_so_in_its_place_and_is_made_anew(@TempDir Path folder) throws IOException {
    CollectionName foreign = new CollectionName("foreign");
    TinyModel.write(folder, "tiny");
    try (Doppel other = Doppel.open(new Home(folder, "tiny", index()))) {
      TinyDoppel.add(other, "foreign", Document.of("1", "the cat and the dog"));
    }
    try (Visit visit = visit("search?c=foreign&q=cat")) {
      visit.at("#search-results .nothing .error", "was made").waitFor();
      assertThat(visit.at("#progress").isHidden()).isTrue();
      visit.inspect("closed");
      // How many texts are in it is not known.
      assertThat(visit.at("#search-collection option[value='foreign']").textContent()).isEqualTo("foreign");
      visit.at("#search-results .nothing a").click();
      Locator card = visit.at(".card[data-name='foreign']");
      assertThat(card.locator(".browse").isHidden()).isTrue();
      card.locator(".keep").click();
      card.locator(".reindex").click();
      card.locator(".status", new Locator.LocatorOptions().setHasText("It was made anew.")).waitFor();
      card.locator(".browse").waitFor();
      visit.go("search?c=foreign&q=cat");
      visit.at(".hit", "the cat and the dog").waitFor();
      visit.forgive("409");
    } finally {
      site().doppel().delete(foreign);
    }
  }

  @Test
  void indexing_can_be_stopped_and_what_is_in_stays() throws IOException {
    try (Visit visit = visit("library")) {
      visit.at("#library-name").fill("long");
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 30_000; i++) {
        lines.append(
            "{\"id\":\"d%d\",\"text\":\"A text about the number %d and the number %d.\"}\n"
                .formatted(i, i, i * 7));
      }
      visit.at("#library-files").setInputFiles(file("long.jsonl", lines.toString()));
      Locator facts = visit.at("#progress .row .facts");
      // What is being embedded when one stops is left for the next time, so something must be in by then.
      facts.filter(new Locator.FilterOptions().setHasText(Pattern.compile("^[1-9]"))).waitFor();
      visit.at("#uploads .stop").click();
      visit.at("#uploads li", "long.jsonl: ").waitFor();
      visit.at("#progress .row").waitFor(gone());
      assertThat(site().doppel().collection(new CollectionName("long")).documents()).isBetween(1L, 29_999L);
    } finally {
      site().doppel().delete(new CollectionName("long"));
    }
  }

  @Test
  void indexing_shows_how_far_it_is_and_what_is_in_can_be_searched() throws Exception {
    DocumentCollection numbers = site().doppel().openOrCreate(new CollectionName("numbers"));
    try (PausingSource source = new PausingSource();
        Visit visit = visit("search?c=numbers&q=one")) {
      CompletableFuture<Long> indexing =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return numbers.add(source, IndexingListener.SILENT, () -> false).done();
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      while (numbers.indexing().isEmpty() && !indexing.isDone()) {
        Thread.sleep(20);
      }
      visit.page().reload();
      visit.at("#progress progress").waitFor();
      assertThat(visit.text("#progress .row")).contains("Indexing numbers", "of 2,100");
      visit.inspect("indexing");
      source.goOn();
      assertThat(indexing.get()).isEqualTo(2_100);
      visit.at("#progress .row").waitFor(gone());
      visit.at(".hit").first().waitFor();
    } finally {
      site().doppel().delete(new CollectionName("numbers"));
    }
  }
}
