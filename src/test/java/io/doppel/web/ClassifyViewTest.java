package io.doppel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.FilePayload;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Labels by examples: enrolled, asked for, corrected, seen on a map, measured and forgotten. With a model that is made
/// here.
class ClassifyViewTest extends PageTest {

  private static final String PASTED =
      """
      label\ttext
      pets\tthe dog and the cat
      pets\ta cat with a bird
      money\tbank card and account
      money\tpay with a card
      """;

  @TempDir private Path folder;
  private Doppel doppel;
  private DoppelServer server;

  @BeforeEach
  void start() throws IOException {
    doppel = TinyDoppel.open(folder);
    server = DoppelServer.start(doppel, "127.0.0.1", 0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    doppel.close();
  }

  private Visit look(String state, Screen screen) {
    return chromium().visit(server.port(), state, screen);
  }

  private static void enrolPasted(Visit visit) {
    visit.at("#example-texts").fill(PASTED);
    visit.at("#example-add").click();
    visit.at("#examples-status", "4").waitFor();
  }

  @Test
  void texts_are_enrolled_asked_for_corrected_and_learned_from_at_once() throws IOException {
    try (Visit visit = look("classify", Screen.DESK)) {
      visit.at("#classify-sample").waitFor();
      visit.inspect("classify-empty");
      visit.at("#classify-new").fill("desk");
      visit.at("#classify-create").click();
      enrolPasted(visit);
      assertThat(visit.text("#classify-name")).isEqualTo("desk (4 examples, 2 labels)");
      visit.at("#classify-ask").click();
      visit.at("#classify-text").fill("a dog and a bird");
      visit.at("#classify-answer", "pets").waitFor();
      assertThat(visit.at(".nearest li").first().innerText()).contains("pets", "cat");
      visit.at("#classify-text").fill("energy theory");
      visit.at("#classify-answer", "None of these").waitFor();
      visit.inspect("classify-none");
      visit.at("#classify-right").fill("physics");
      visit.press("Enter");
      visit.at("#classify-answer", "physics").waitFor();
      assertThat(visit.text("#classify-status")).startsWith("Learned as physics.");
      assertThat(visit.focus()).isEqualTo("classify-text");
      visit.page().reload();
      visit.at("#classify-answer", "physics").waitFor();
      assertThat(visit.at("#classify-text").inputValue()).isEqualTo("energy theory");
    }
  }

  @Test
  void a_claim_is_verified_the_examples_are_drawn_and_what_they_are_worth_is_told() throws IOException {
    try (Visit visit = look("classify?l=desk&mode=examples", Screen.DESK_AT_NIGHT)) {
      enrolPasted(visit);
      visit.go("classify?l=desk&q=the+cat");
      visit.at("#classify-answer", "pets").waitFor();
      visit.at(".claim > summary").click();
      visit.at("#claim-verify").click();
      visit.at("#claim-error", "a label or another text").waitFor();
      visit.at("#claim-label").fill("pets");
      visit.at("#claim-verify").click();
      visit.at("#claim-results", "The claim holds").waitFor();
      visit.at("#claim-other").fill("pay the bank");
      visit.at("#claim-verify").click();
      visit.at("#claim-results", "The claim does not hold").waitFor();
      visit.inspect("classify-claim");
      visit.at("#classify-map").click();
      visit.at("#example-map-results .map-side", "Nearest to your text").waitFor();
      assertThat(visit.at("#example-map-results .legend").innerText()).contains("pets (2)", "money (2)");
      assertThat(visit.at("#example-map-canvas").getAttribute("aria-label")).contains("desk", "4");
      visit.inspect("classify-map");
      visit.at("#classify-measures").click();
      visit.at("#measures-results table").nth(1).waitFor();
      assertThat(visit.text("#measures-results table")).contains("the mean of each label");
      visit.inspect("classify-measures");
    }
  }

  @Test
  void examples_come_from_a_file_and_are_forgotten_one_by_one_by_label_and_all() throws IOException {
    try (Visit visit = look("classify?l=desk&mode=examples", Screen.KOREAN_PHONE_AT_NIGHT)) {
      visit.at("#example-file").setInputFiles(file("broken.tsv", "pets\tthe dog\nno tab here\n"));
      visit.at("#examples-error", "2번째 줄").waitFor();
      visit.at("#example-file")
          .setInputFiles(
              file("more.csv", "text,label\n\"the dog, the \"\"cat\"\"\",pets\na bird,pets\nthe bank,<b>money</b>\n"));
      visit.at("#examples-status", "예문 3개를 더했습니다").waitFor();
      Locator pets = visit.at(".labels details[data-label='pets']");
      pets.locator("summary").click();
      assertThat(visit.count(".labels details[open] .examples-of li")).isEqualTo(2);
      assertThat(pets.locator(".examples-of span").first().innerText()).isEqualTo("a bird");
      visit.inspect("classify-examples");
      visit.at("#examples-names").click();
      visit.at("#examples-status", "예문 2개를 더했습니다").waitFor();
      pets.locator("summary").waitFor();
      pets.locator(".examples-of button").first().click();
      visit.at("#examples-status", "예문을 지웠습니다").waitFor();
      Locator money = visit.at(".labels details[data-label='<b>money</b>']");
      money.locator("summary").click();
      money.locator(".sure button").click();
      money.locator(".sure .alarming").focus();
      visit.press("Enter");
      money.waitFor(gone());
      visit.at(".labels > .buttons .sure button").click();
      visit.at(".labels > .buttons .sure .alarming").click();
      visit.at("#classify-sample").waitFor();
      assertThat(doppel.classifiers()).isEmpty();
      assertThat(doppel.collections()).isEmpty();
    }
  }

  @Test
  void examples_of_one_classifier_are_not_shown_under_the_name_of_another_and_forgetting_goes_on_at_the_next() {
    List<Route> held = new ArrayList<>();
    try (Visit visit = look("classify?l=desk&mode=examples", Screen.DESK)) {
      enrolPasted(visit);
      visit.at(".labels summary", "pets").click();
      visit.at(".examples-of button").nth(1).waitFor();
      visit.at(".examples-of button").first().click();
      visit.at("#examples-status", "forgotten").waitFor();
      visit.page().waitForCondition(() -> visit.focus().startsWith("Forget"));
      visit.page().route("**/classifiers", held::add);
      visit.go("classify?l=other&mode=examples");
      visit.at(".labels").waitFor(gone());
      visit.page().unroute("**/classifiers");
      held.forEach(Route::resume);
      visit.at("#classify-sample").waitFor();
    }
  }

  @Test
  void a_file_is_read_by_its_name_and_says_which_line_is_none() {
    try (Visit visit = look("classify", Screen.DESK)) {
      Object read =
          visit
              .page()
              .evaluate(
                  """
                  async () => {
                    const { readExamples } = await import('/js/part/classify/examplefile.js');
                    const told = (text, how) => {
                      try {
                        return readExamples(text, how).map(({ label, text: words }) => `${label}=${words}`).join('|');
                      } catch ({ line }) {
                        return `line ${line}`;
                      }
                    };
                    return [
                      told('a\\tone two\\n\\n b\\t three\\tfour \\r\\n'),
                      told('one\\ntwo\\n', { label: 'a' }),
                      told('a\\tone\\nb\\n'),
                      told('{"label":"a","text":"one"}\\n{"label":"b","text":"two","id":3}', { name: 'x.jsonl' }),
                      told('{"label":"a","text":"one"}\\n\\n{"label":1,"text":"two"}', { name: 'x.jsonl' }),
                      told('id,Text,label\\n1,"one, ""two""\\nthree",a\\n2,four,b\\n', { name: 'x.CSV' }),
                      told('a,one\\nb,two', { name: 'x.csv' }),
                      told('label,text\\na,"one\\ntwo"\\nb,\\n', { name: 'x.csv' }),
                      told('\\ufefflabel\\ttext\\na\\tone'),
                      told(''),
                    ];
                  }
                  """);
      assertThat(read)
          .isEqualTo(
              List.of(
                  "a=one two|b=three\tfour",
                  "a=one|a=two",
                  "line 2",
                  "a=one|b=two",
                  "line 3",
                  "a=one, \"two\"\nthree|b=four",
                  "a=one|b=two",
                  "line 4",
                  "a=one",
                  ""));
    }
  }

  private static FilePayload file(String name, String content) {
    return new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8));
  }
}
