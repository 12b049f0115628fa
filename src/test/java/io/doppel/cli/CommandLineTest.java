package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.encoder.TinyModel;
import io.doppel.source.extraction.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line from the outside: arguments in; exit code, standard output and standard error out.
class CommandLineTest {

  @TempDir Path folder;

  private TinyCommandLine line;

  @BeforeEach
  void writeModel() throws IOException {
    line = TinyCommandLine.in(folder);
  }

  @Test
  void a_file_is_indexed_and_found_again() throws IOException {
    Path file =
        write(
            "pets.jsonl",
            """
            {"id":"a","title":"Pets","text":"a dog and a cat","age":3}
            {"id":"b","text":"a ship on the sea"}
            """);
    Run indexed = run("index", "-c", "pets", file.toString());
    assertThat(indexed.exit()).isZero();
    assertThat(indexed.out()).startsWith("2 indexed, 0 replaced, 0 unchanged, 0 rejected; 2 passages in ");
    Run found = run("search", "-c", "pets", "--json", "the", "dog");
    JsonNode best = found.lines().getFirst();
    assertThat(found.exit()).isZero();
    assertThat(best.at("/id").asString()).isEqualTo("a");
    assertThat(best.at("/rank").asInt()).isEqualTo(1);
    assertThat(best.at("/fields/age").asString()).isEqualTo("3");
    assertThat(best.at("/start").asInt()).isZero();
    assertThat(best.at("/end").asInt()).isEqualTo(15);
    assertThat(run("search", "-c", "pets", "the", "dog").out()).contains("Pets — a dog and a cat");
  }

  @Test
  void templates_of_what_is_new_are_told_with_the_clusters_of_all() throws IOException {
    String form = "The big ship on the sea in ";
    run("index", "-c", "forms", "--format", "lines", write("old.txt", form + "2023\n" + form + "2023").toString());
    run("duplicates", "-c", "forms", "--all");
    String now = Instant.now().toString();
    run("index", "-c", "forms", "--format", "lines", write("new.txt", form + "2024").toString());
    JsonNode made =
        run("duplicates", "-c", "forms", "--all", "--templates", "--since", now, "--json").lines().getFirst();
    assertThat(made.at("/size").asInt()).isEqualTo(3);
    assertThat(made.at("/documents").valueStream().filter(each -> !each.at("/cluster").isNull())).hasSize(2);
  }

  @Test
  void lists_of_templates_and_boilerplate_are_as_long_as_is_asked_for() throws IOException {
    String forms = "The big ship in 2023\nThe big ship in 2024\nThe dog on the river 5\nThe dog on the river 6";
    run("index", "-c", "forms", "--format", "lines", write("forms.txt", forms).toString());
    assertThat(run("duplicates", "-c", "forms", "--all", "--templates", "--json").lines()).hasSize(2);
    Run first = run("duplicates", "-c", "forms", "--all", "--templates", "--json", "-k", "1");
    assertThat(first.lines()).hasSize(1);
    assertThat(first.err()).contains("doppel: there are more of them; a higher -k shows more");
    for (String list : List.of("--templates", "--boilerplate")) {
      assertThat(run("duplicates", "-c", "forms", "--all", list, "-k", "0").err()).contains("k must be", "got 0");
    }
  }

  @Test
  void the_sentences_of_an_archive_are_embedded_ahead_of_checks() throws IOException {
    Path file = write("essay.txt", "The dog chased the old cat. The cat climbed a tall tree.\n");
    run("index", "-c", "archive", file.toString());
    Run first = run("cache", "fill", "-c", "archive", "--cache-size", "10");
    assertThat(first.exit()).isZero();
    assertThat(first.out()).startsWith("1 document, 2 sentences, of which 0 were embedded before");
    assertThat(run("cache", "fill", "-c", "archive").out())
        .startsWith("1 document, 2 sentences, of which 2 were embedded before");
    JsonNode again = run("cache", "fill", "-c", "archive", "--json").lines().getFirst();
    assertThat(again.at("/sentences").asInt()).isEqualTo(2);
    assertThat(again.at("/found").asInt()).isEqualTo(2);
    assertThat(run("cache", "fill", "-c", "archive", "--cache-size", "0").err())
        .contains("--cache-size must be 1 to 1048576, got 0");
    assertThat(run("cache", "fill", "-c", "nothing").err()).contains("there is no collection \"nothing\"");
  }

  @Test
  void indexing_again_says_that_it_cost_no_inference_until_the_cache_is_cleared() throws IOException {
    Path file = write("pets.txt", "a dog\na cat\n");
    assertThat(run("index", "-c", "one", "--format", "lines", file.toString()).out().lines()).hasSize(1);
    assertThat(run("index", "-c", "two", "--format", "lines", file.toString()).out().lines())
        .element(1)
        .isEqualTo("2 texts, of which 2 were embedded before: no inference");
    assertThat(run("index", "-c", "off", "--format", "lines", "--cache-size", "0", file.toString()).out().lines())
        .hasSize(1);
    assertThat(run("cache").out()).contains("embeddings.cache: 0.0 MB of at most 1,024.0 MB");
    assertThat(run("cache", "--json").lines().getFirst().at("/bytes").asLong()).isPositive();
    assertThat(run("cache", "clear").out()).contains("embeddings.cache is empty; it had 0.0 MB");
    assertThat(run("cache", "--json").lines().getFirst().at("/bytes").asLong()).isZero();
    assertThat(run("index", "-c", "three", "--format", "lines", file.toString()).out().lines()).hasSize(1);
    assertThat(run("index", "-c", "x", "--cache-size", "-1", file.toString()).err())
        .contains("--cache-size must be 0 to 1048576, got -1");
  }

  @Test
  void text_that_the_model_has_to_spell_is_told_once_with_the_way_out() throws IOException {
    Path file = write("strange.txt", "끊었잖아 볶음밥 뷁뛟\nqwzx vbkj plmn qqxz\n");
    assertThat(run("index", "-c", "strange", "--format", "lines", file.toString()).err())
        .containsOnlyOnce("does not know the words of ")
        .contains("doppel models pull sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2");
    Path plain = write("plain.txt", "the dog and the cat\n오늘 서울 날씨\n");
    assertThat(run("index", "-c", "plain", "--format", "lines", plain.toString()).err()).isEmpty();
  }

  @Test
  void models_are_listed_shown_verified_added_and_removed() throws IOException {
    Path saved = TinyModel.write(folder, "saved");
    Run added = run("models", "add", saved.toString(), "--name", "mine");
    assertThat(added.err()).isEmpty();
    assertThat(added.out()).isEqualTo("mine is there; use it with --model mine, in collections of its own\n");
    assertThat(run("models").out()).contains(" 128 ").contains("mine").contains("tiny");
    assertThat(run("models", "--json").lines())
        .extracting(model -> model.at("/name").asString())
        .containsExactly("mine", "tiny");
    JsonNode shown = run("models", "show", "--json", "mine").lines().getFirst();
    assertThat(shown.at("/pooling").asString()).isEqualTo("mean");
    assertThat(shown.at("/dimension").asInt()).isEqualTo(64);
    assertThat(shown.at("/model_sha256").asString()).matches("[0-9a-f]{64}");
    assertThat(shown.at("/texts_per_second").asLong()).isPositive();
    assertThat(run("models", "show").out()).contains("reads              128 tokens of a text").contains("tiny, ");
    assertThat(run("models", "verify").out()).isEqualTo("mine: good\ntiny: good\n");
    Files.writeString(folder.resolve("models/mine/modules.json"), "[]");
    Run damaged = run("models", "verify", "mine");
    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(damaged.out()).contains("modules.json was changed or damaged");
    assertThat(run("models", "remove", "--yes", "mine").exit()).isZero();
    assertThat(folder.resolve("models/mine")).doesNotExist();
    assertThat(run("models", "show", "mine").err()).contains("there is no model mine in ");
  }

  @Test
  void removing_a_model_names_the_collections_that_need_it_and_wants_a_yes() throws IOException {
    run("index", "-c", "pets", write("pets.txt", "a dog").toString());
    Run asked = run("models", "remove", "tiny");
    assertThat(asked.exit()).isEqualTo(2);
    assertThat(asked.err())
        .contains("doppel: made with it, and of no use without it: pets")
        .contains("Say --yes to remove tiny without being asked");
    assertThat(folder.resolve("models/tiny")).isDirectory();
  }

  @Test
  void a_model_that_is_neither_known_nor_of_the_hub_is_no_model() {
    assertThat(run("models", "pull", "something").err())
        .contains(
            "A model is OWNER/NAME or one of all-MiniLM-L6-v2, all-MiniLM-L6-v2-q, bge-small-en-v1.5, "
                + "bge-small-en-v1.5-q, got \"something\"");
  }

  @Test
  void a_bad_line_is_told_counted_and_kept_while_the_rest_goes_on() throws IOException {
    Path file =
        write(
            "mixed.jsonl",
            """
            {"id":"a","text":"a dog"}
            {"id":"b"
            {"id":"c","text":"a cat"}
            """);
    Path rejects = folder.resolve("rejects.jsonl");
    Run run = run("index", "-c", "mixed", "--json", "--rejects", rejects.toString(), file.toString());
    assertThat(run.exit()).isZero();
    assertThat(run.lines().getFirst().at("/indexed").asInt()).isEqualTo(2);
    assertThat(run.lines().getFirst().at("/rejected").asInt()).isEqualTo(1);
    assertThat(run.err()).contains("mixed.jsonl:2: ");
    JsonNode reject = JsonMapper.shared().readTree(Files.readString(rejects));
    assertThat(reject.at("/line").asInt()).isEqualTo(2);
    assertThat(reject.at("/raw").asString()).isEqualTo("{\"id\":\"b\"");
  }

  @Test
  void a_summary_counts_as_people_do() throws IOException {
    Path file = write("one.txt", "a dog");
    assertThat(run("index", "-c", "one", file.toString()).out())
        .matches("1 indexed, 0 replaced, 0 unchanged, 0 rejected; 1 passage in \\d+\\.\\d s \\([\\d,]+ a second\\)\n");
    assertThat(run("index", "-c", "one", file.toString()).out())
        .matches("0 indexed, 0 replaced, 1 unchanged, 0 rejected; 0 passages in \\d+\\.\\d s\n");
  }

  @Test
  void files_of_a_folder_that_are_passed_over_are_counted() throws IOException {
    Path notes = Files.createDirectory(folder.resolve("notes"));
    Files.writeString(notes.resolve("a.txt"), "a dog");
    Files.writeString(notes.resolve("b.exe"), "x");
    Run run = run("index", "-c", "notes", notes.toString());
    assertThat(run.out()).startsWith("1 indexed");
    assertThat(run.err()).isEqualTo("doppel: 1 file is passed over, as its name tells no format\n");
    Files.writeString(notes.resolve("c.bin"), "x");
    assertThat(run("index", "-c", "notes", notes.toString()).err())
        .isEqualTo("doppel: 2 files are passed over, as their names tell no format\n");
  }

  @Test
  void nothing_but_bad_lines_is_a_failure() throws IOException {
    Run run = run("index", "-c", "bad", write("bad.jsonl", "no json\n").toString());
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void duplicates_are_checked_and_mined() throws IOException {
    Path file =
        write(
            "questions.tsv",
            """
            id	text
            q1	how do i change the password of my account
            q2	how can i change my account password
            q3	when does the train to seoul leave
            """);
    assertThat(run("index", "-c", "questions", file.toString()).exit()).isZero();
    Run check = run("duplicates", "-c", "questions", "--json", "--threshold", "0.9", "change password account");
    assertThat(check.lines()).extracting(line -> line.at("/id").asString()).containsExactlyInAnyOrder("q1", "q2");
    Run all = run("duplicates", "-c", "questions", "--json", "--threshold", "0.9", "--all");
    assertThat(all.lines()).hasSize(1);
    assertThat(all.lines().getFirst().at("/id1").asString()).isEqualTo("q1");
    assertThat(run("duplicates", "-c", "questions", "--threshold", "0.9999", "a banana").out())
        .isEqualTo("Nothing has a similarity of at least 0.9999.\n");
  }

  @Test
  void what_is_new_is_told_apart_two_collections_are_compared_and_the_gate_holds_duplicates_back() throws IOException {
    Path first = write("first.tsv", "id\ttext\nq1\thow do i change the password\nq2\thow do i change the password\n");
    Path second =
        write("second.tsv", "id\ttext\tport\nq3\thow do i change the password\tBusan\nq4\ta train to seoul\t1\n");
    assertThat(run("index", "-c", "questions", first.toString()).exit()).isZero();
    assertThat(run("duplicates", "-c", "questions", "--json", "--threshold", "0.9", "--all").lines()).hasSize(1);
    Run later = run("duplicates", "-c", "questions", "--json", "--threshold", "0.9", "--all", "--since", "2100-01-01");
    assertThat(later.lines()).isEmpty();
    assertThat(run("duplicates", "-c", "questions", "--all", "--since", "soon").exit()).isEqualTo(2);
    assertThat(run("duplicates", "-c", "questions", "--since", "2100-01-01", "x").exit()).isEqualTo(2);

    assertThat(run("index", "-c", "others", second.toString()).exit()).isZero();
    Run against = run("duplicates", "-c", "questions", "--json", "--threshold", "0.99", "--all", "--against", "others");
    assertThat(against.lines().stream().map(line -> line.at("/id1").asString() + line.at("/id2").asString()))
        .containsExactlyInAnyOrder("q1q3", "q2q3");

    assertThat(run("index", "-c", "questions", "--on-duplicate", "maybe", second.toString()).exit()).isEqualTo(2);
    Run rejected = run("index", "-c", "questions", "--on-duplicate", "reject", second.toString());
    assertThat(rejected.out()).startsWith("1 indexed, 0 replaced, 0 unchanged, 1 rejected");
    Run merged = run("index", "-c", "questions", "--on-duplicate", "merge", second.toString());
    assertThat(merged.out()).startsWith("0 indexed, 0 replaced, 1 unchanged, 0 rejected");
    assertThat(merged.err()).contains("0 say what others say, 1 were merged into others");
    Run flagged = run("index", "-c", "questions", "--on-duplicate", "flag", second.toString());
    assertThat(flagged.out()).startsWith("1 indexed");
  }

  @Test
  void a_copied_passage_is_quoted_from_both_texts() throws IOException {
    String passage =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    Path source = write("source.txt", "The king was old. " + passage + " The war was long.");
    Path suspicious = write("suspicious.txt", "I like music. 😀 My friend plays the piano. " + passage);
    Run two = run("plagiarism", "--json", suspicious.toString(), source.toString());
    JsonNode found = two.lines().getFirst();
    assertThat(cut(suspicious, found.at("/this_offset").asInt(), found.at("/this_length").asInt())).isEqualTo(passage);
    assertThat(cut(source, found.at("/source_offset").asInt(), found.at("/source_length").asInt())).isEqualTo(passage);
    assertThat(run("index", "-c", "sources", source.toString()).exit()).isZero();
    Run against = run("plagiarism", "-c", "sources", "--json", suspicious.toString());
    assertThat(against.lines().getFirst().at("/this_offset")).isEqualTo(found.at("/this_offset"));
    assertThat(run("plagiarism", "-c", "sources", suspicious.toString()).out())
        .contains("% of the text was found elsewhere, in 1 passage.");
  }

  @Test
  void what_is_said_about_a_case_is_kept_shown_and_taken_back() throws IOException {
    String passage =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    Path source = write("judge.txt", "The king was old. " + passage + " The war was long.");
    Path suspicious = write("judged.txt", "I like music. My friend plays the piano. " + passage);
    assertThat(run("index", "-c", "judged", source.toString()).exit()).isZero();
    String[] check = {"plagiarism", "-c", "judged", suspicious.toString()};
    assertThat(run(check).out()).contains("  1. verbatim, similarity ");
    Run said =
        run("plagiarism", "-c", "judged", "--assess", "1=cited", "--note", "with a page", suspicious.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).startsWith("0 % of the text was found elsewhere, in 0 passages.");
    assertThat(run(check).out()).contains("1. verbatim (left out: assessment)", " said cited on ", ": with a page\n");
    assertThat(run("plagiarism", "-c", "judged", "--assessments").out()).contains("cited", "[with a");
    assertThat(
            run("plagiarism", "-c", "judged", "--assessments", "--json").lines().getFirst().at("/ruling").asString())
        .isEqualTo("cited");
    assertThat(run("plagiarism", "-c", "judged", "--assess", "2=cited", suspicious.toString()).err())
        .isEqualTo("doppel: --assess must name a case from 1 to 1, got 2\n");
    assertThat(run("plagiarism", "-c", "judged", "--retract", "1").exit()).isZero();
    assertThat(run("plagiarism", "-c", "judged", "--retract", "1").exit()).isEqualTo(2);
    assertThat(run(check).out()).contains("  1. verbatim, similarity ");
    assertThat(run("plagiarism", "--assess", "1=cited", suspicious.toString(), source.toString()).exit()).isEqualTo(2);
  }

  @Test
  void the_same_passage_in_two_sources_is_assessed_in_one_call() throws IOException {
    String passage =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    Path first = write("twin1.txt", "The king was old. " + passage + " The war was long.");
    Path second = write("twin2.txt", "I had a dog. " + passage + " It was a good dog.");
    Path suspicious = write("twins.txt", "I like music. My friend plays the piano. " + passage);
    assertThat(run("index", "-c", "twins", first.toString(), second.toString()).exit()).isZero();
    Run said =
        run("plagiarism", "-c", "twins", "--assess", "1=common", "--assess", "2=common", suspicious.toString());
    assertThat(said.err()).isEmpty();
    assertThat(said.exit()).isZero();
    assertThat(said.out()).startsWith("0 % of the text was found elsewhere, in 0 passages.");
  }

  @Test
  void a_report_that_was_altered_is_not_verified() throws IOException {
    String passage =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    Path source = write("issue.txt", "The king was old. " + passage);
    Path suspicious = write("issued.txt", "I like music. " + passage);
    Path report = folder.resolve("issued.html");
    assertThat(run("index", "-c", "issued", source.toString()).exit()).isZero();
    Run made =
        run("plagiarism", "-c", "issued", "--report", report.toString(), "--report-language", "ko", "--anonymous",
            suspicious.toString());
    assertThat(made.exit()).isZero();
    String content = Files.readString(report);
    assertThat(content).contains("<html lang=\"ko\">").doesNotContain("issued.txt");
    Run verified = run("plagiarism", "-c", "issued", "--verify", report.toString());
    assertThat(verified.exit()).isZero();
    assertThat(verified.out()).contains(" about \"#", "% of it was found elsewhere.").doesNotContain(" for ");
    String seal = content.replaceAll("(?s).*\"seal\":\"([0-9a-f]{64})\".*", "$1");
    assertThat(run("plagiarism", "-c", "issued", "--verify", seal).exit()).isZero();
    assertThat(run("plagiarism", "-c", "issued", "--verify", seal.replace('a', 'b')).exit()).isEqualTo(3);
    Files.writeString(report, content.replace("\"coverage\":0.8", "\"coverage\":0.1") + " ");
    Run altered = run("plagiarism", "-c", "issued", "--verify", report.toString());
    assertThat(altered.exit()).isEqualTo(3);
    assertThat(altered.err()).contains("a report with its seal was written here, but the file is not as it was");
    assertThat(run("plagiarism", "-c", "issued", "--verify", source.toString()).err())
        .contains("it was not written here, or altered, or is forgotten by now");
    assertThat(run("plagiarism", "--verify", report.toString()).exit()).isEqualTo(2);
  }

  @Test
  void documents_are_checked_with_the_page_of_each_case() throws IOException {
    String passage =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    Path suspicious = Files.write(folder.resolve("suspicious.pdf"), Written.pdf("I like music.", passage));
    Path source =
        Files.write(
            folder.resolve("source.docx"),
            Written.docx(Written.paragraph("The king was old.") + Written.paragraph(passage)));
    Run run = run("plagiarism", suspicious.toString(), source.toString());
    assertThat(run.out()).contains("verbatim, similarity 1.000", "(page 2), from 19 to 117 there\n");
    assertThat(
            run("plagiarism", "--json", suspicious.toString(), source.toString())
                .lines()
                .getFirst()
                .at("/this_page")
                .asInt())
        .isEqualTo(2);
    Path broken = write("broken.pdf", "no PDF file");
    Run refused = run("plagiarism", broken.toString(), source.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("doppel: %s: it is damaged or no PDF file\n".formatted(broken));
  }

  @Test
  void the_files_of_a_folder_are_held_against_each_other() throws IOException {
    String shared =
        "The old bridge stands over the river, and many people walk over it every morning to see the water.";
    String template =
        "Answer each question in your own words and name every book and every person who helped you with this paper. "
            + "Papers that come after the last day of the month are read by nobody and are returned to their writers. ";
    Path papers = Files.createDirectories(folder.resolve("papers"));
    Path base = write("assignment.txt", template);
    for (String student : List.of("kim", "lee", "park")) {
      Files.createDirectory(papers.resolve(student));
    }
    Files.writeString(
        papers.resolve("kim/paper.txt"),
        template + "I like music. " + shared + " My friend plays the piano.");
    Files.writeString(papers.resolve("kim/draft.txt"), "I like music. " + shared);
    Files.write(
        papers.resolve("lee/paper.docx"),
        Written.docx(Written.paragraph(template) + Written.paragraph(shared)));
    Files.writeString(
        papers.resolve("park/paper.txt"),
        template + "A ship is on the sea, far from the house of the king.");
    Path report = folder.resolve("report.html");
    Run run =
        run(
            "plagiarism",
            "--all",
            "--same-author",
            "--base",
            base.toString(),
            "--report",
            report.toString(),
            papers.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("4 texts: ")
        .contains("cluster of 3: kim/draft.txt, kim/paper.txt, lee/paper.docx\n")
        .doesNotContain("cluster of 2");
    assertThat(Files.readString(report))
        .startsWith("<!doctype html>")
        .contains("kim/paper.txt", "\"left_out\":\"author\"");
    double withTemplate = share("kim/paper.txt", run("plagiarism", "--all", "--json", papers.toString()));
    double without =
        share(
            "kim/paper.txt",
            run("plagiarism", "--all", "--json", "--base", base.toString(), papers.toString()));
    assertThat(withTemplate).isGreaterThan(.8);
    assertThat(without).isBetween(.2, withTemplate - .3);
    assertThat(run("index", "-c", "autumn", papers.resolve("park").toString()).exit()).isZero();
    assertThat(run("index", "-c", "spring", papers.resolve("kim").toString()).exit()).isZero();
    String[] semester = {"plagiarism", "--all", "-c", "spring", "--archive", "autumn"};
    assertThat(run(semester).out()).contains("draft.txt (", "autumn: paper.txt (").doesNotContain("known from");
    assertThat(run(semester).out()).contains(" comparisons, 3 of them known from an earlier run");
    assertThat(run("plagiarism", "--all", "-c", "spring", "--archive", "spring").err())
        .isEqualTo("doppel: archives must be other collections, got \"spring\" itself\n");
    assertThat(run("plagiarism", "--all").exit()).isEqualTo(2);
    for (String option : List.of("--anonymous", "--assessments", "--verify=r.html", "--retract=1")) {
      assertThat(run("plagiarism", "--all", option, papers.toString()).err())
          .as(option)
          .contains("--anonymous, --verify, --assessments and --retract are not for --all");
    }
    assertThat(run("plagiarism", "--all", "nowhere").err())
        .isEqualTo("doppel: --all needs a folder or -c NAME, and nowhere is no folder\n");
    assertThat(run("plagiarism", "--all", "--report", "r.xml", papers.toString()).exit()).isEqualTo(2);
  }

  /// How much of a text the paper of Lee has too.
  private static double share(String id, Run run) {
    JsonNode pair =
        run.lines().stream()
            .filter(line ->
                line.at("/id1").asString().equals(id)
                    && line.at("/id2").asString().equals("lee/paper.docx"))
            .findFirst()
            .orElseThrow();
    assertThat(pair.at("/cases/0/text1").asString()).isNotEmpty();
    return pair.at("/coverage1").asDouble();
  }

  @Test
  void two_texts_are_compared() {
    assertThat(run("similarity", "the dog", "the dog").out()).isEqualTo("1.0000\n");
    assertThat(run("similarity", "--explain", "the dog", "dog").out())
        .startsWith("0.9")
        .contains("similarity  A ", "1.000       dog             dog\n");
    assertThat(
            run("similarity", "--json", "--explain", "dog", "the dog")
                .lines()
                .getFirst()
                .at("/words/0/there_start")
                .asInt())
        .isEqualTo(4);
    assertThat(run("similarity", "--json", "a dog", "a ship").lines().getFirst().at("/similarity").asDouble())
        .isLessThan(0.9);
  }

  @Test
  void each_line_of_a_file_is_embedded() throws IOException {
    Run run = run("embed", write("lines.txt", "a dog\na ship\n").toString());
    assertThat(run.lines()).hasSize(2);
    JsonNode first = run.lines().getFirst();
    assertThat(first.at("/text").asString()).isEqualTo("a dog");
    assertThat(first.at("/tokens").asInt()).isEqualTo(2);
    assertThat(first.at("/truncated").asBoolean()).isFalse();
    assertThat(first.at("/embedding").size()).isEqualTo(64);
  }

  @Test
  void collections_are_listed_and_deleted() throws IOException {
    assertThat(run("collections").out())
        .isEqualTo("There are no collections; make one with: doppel index -c NAME FILE…\n");
    run("index", "-c", "one", write("one.txt", "a dog").toString());
    assertThat(run("collections", "--json").lines().getFirst().at("/name").asString()).isEqualTo("one");
    assertThat(run("collections", "delete", "one").exit()).isZero();
    assertThat(run("collections", "--json").out()).isEmpty();
    Run again = run("collections", "delete", "one");
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("there is no collection \"one\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          search -c things -k 0 x             | 2 | k must be 1 to 1000, got 0
          search -c things x                  | 1 | there is no collection "things"; make it with: doppel index -c things FILE…
          search -c ../things x               | 2 | a collection's name is 1 to 64 lower-case letters, digits, - or _ and starts with a letter or digit, got "../things"
          search -c things --passages 51 x    | 2 | passages must be 1 to 50, got 51
          search x                            | 2 | doppel: Missing required option: '--collection=NAME'
          search -c things --nope x           | 2 | More: doppel search --help
          duplicates -c things                | 2 | Give either a TEXT to check, --all, --teach or --decisions
          duplicates -c t --threshold 1.5 x   | 2 | threshold must be -1 to 1, got 1.5
          plagiarism nowhere.txt              | 2 | Give either -c NAME or a second file
          plagiarism -c things nowhere.txt    | 1 | there is no file nowhere.txt
          index -c things nowhere.jsonl       | 1 | there is no file nowhere.jsonl
          similarity a                        | 2 | Give two texts, A and B, or --pairs
          search -c t --model none x          | 1 | none is no model folder
          nonsense                            | 2 | doppel: there is no command nonsense
          """)
  void wrong_usage_is_2_and_failure_is_1_each_with_a_sentence(String arguments, int exit, String sentence) {
    Run run = run(arguments.split(" "));
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.err()).contains(sentence);
    assertThat(run.out()).isEmpty();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static String cut(Path file, int offset, int length) throws IOException {
    String text = Files.readString(file);
    int start = text.offsetByCodePoints(0, offset);
    return text.substring(start, text.offsetByCodePoints(start, length));
  }

  private Run run(String... arguments) {
    return line.run(arguments);
  }

  @Test
  void the_similarity_of_each_pair_of_a_file_is_told_and_how_well_it_follows_the_labels() throws IOException {
    String tabs = "1\t1\tthe dog\tthe dog\n2\t0\ta dog\ta ship\n3\t1\ta cat\ta cat\n";
    Path tsv = Files.writeString(folder.resolve("pairs.tsv"), tabs);
    Run shown = run("similarity", "--pairs", tsv.toString());
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.out().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("1.0000\t")
        .endsWith("\tthe dog\tthe dog");
    assertThat(shown.err()).contains("3 pairs with a label").contains("average precision 1.0000");

    Path csv =
        Files.writeString(folder.resolve("pairs.csv"), "text1,text2,label\nthe dog,the dog,1\na dog,a ship,0\n");
    Path json =
        Files.writeString(
            folder.resolve("pairs.jsonl"),
            "{\"text1\":\"the dog\",\"text2\":\"the dog\"}\n{\"text1\":\"a dog\",\"text2\":\"a ship\"}\n");
    Path named =
        Files.writeString(
            folder.resolve("named.tsv"), "text1\ttext2\tlabel\nthe dog\tthe dog\t4\na dog\ta ship\t1\n");
    for (Path file : List.of(csv, json, named)) {
      List<JsonNode> lines = run("similarity", "--json", "--pairs", file.toString()).lines();
      assertThat(lines).as(file.toString()).hasSize(3);
      assertThat(lines.getFirst().at("/similarity").asDouble()).isCloseTo(1, within(1e-6));
      assertThat(lines.get(1).at("/similarity").asDouble())
          .isCloseTo(run("similarity", "--json", "a dog", "a ship").json().at("/similarity").asDouble(), within(1e-6));
      assertThat(lines.getLast().at("/pairs").asInt()).isEqualTo(2);
      assertThat(lines.getLast().at("/spearman").isNull()).isEqualTo(file.equals(json));
      assertThat(lines.getLast().at("/average_precision").isNull()).isEqualTo(!file.equals(csv));
    }

    Path bad = Files.writeString(folder.resolve("bad.tsv"), "a dog\ta ship\n\ta cat\n");
    Run refused = run("similarity", "--pairs", bad.toString());
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("bad.tsv, line 2: text1 ");
    assertThat(run("similarity", "a dog").exit()).isEqualTo(2);
    assertThat(run("similarity", "--pairs", tsv.toString(), "a dog", "a cat").exit()).isEqualTo(2);
  }
}
