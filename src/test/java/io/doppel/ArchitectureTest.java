package io.doppel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The rules of the house. A room that is not built yet is no mistake; a room that is not on the
/// plan is one.
class ArchitectureTest {

  private static final List<String> TASKS =
      List.of(
          "retrieval", "duplicates", "plagiarism", "classification", "projection", "training", "examination");

  private static final List<String> ROOMS =
      Stream.concat(
              Stream.of(
                  "file",
                  "vector",
                  "learn",
                  "text",
                  "language",
                  "work",
                  "source",
                  "encoder",
                  "models",
                  "index",
                  "engine",
                  "eval",
                  "bench",
                  "samples",
                  "api",
                  "mcp",
                  "framework",
                  "server",
                  "cli"),
              TASKS.stream())
          .toList();

  private static final Pattern STATEMENT = Pattern.compile(";\\s*\n|\\{\\s*\n");
  private static final Pattern FORMATTING = Pattern.compile("[.](formatted|format|printf)\\(|::formatted");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.doppel");

  @Test
  void every_class_stands_in_a_room_of_the_plan() {
    check(classes().should().resideInAnyPackage(packages(ROOMS)));
  }

  @Test
  void dependencies_run_downward_only() {
    var layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("file")
            .definedBy(packages("file"))
            .layer("vector")
            .definedBy(packages("vector"))
            .layer("learn")
            .definedBy(packages("learn"))
            .layer("text")
            .definedBy(packages("text"))
            .layer("work")
            .definedBy(packages("work"))
            .layer("language")
            .definedBy(packages("language"))
            .layer("source")
            .definedBy(packages("source"))
            .layer("encoder")
            .definedBy(packages("encoder"))
            .layer("models")
            .definedBy(packages("models"))
            .layer("index")
            .definedBy(packages("index"))
            .layer("tasks")
            .definedBy(packages(TASKS))
            .layer("engine")
            .definedBy(packages("engine"))
            .layer("samples")
            .definedBy(packages("samples"))
            .layer("eval")
            .definedBy(packages("eval"))
            .layer("bench")
            .definedBy(packages("bench"))
            .layer("api")
            .definedBy(packages("api"))
            .layer("mcp")
            .definedBy(packages("mcp"))
            .layer("framework")
            .definedBy(packages("framework"))
            .layer("server")
            .definedBy(packages("server"))
            .layer("cli")
            .definedBy(packages("cli"));
    check(
        layers
            .whereLayer("file")
            .mayNotAccessAnyLayer()
            .whereLayer("vector")
            .mayNotAccessAnyLayer()
            .whereLayer("learn")
            .mayOnlyAccessLayers("vector")
            .whereLayer("text")
            .mayNotAccessAnyLayer()
            .whereLayer("work")
            .mayNotAccessAnyLayer()
            .whereLayer("language")
            .mayOnlyAccessLayers("text")
            .whereLayer("source")
            .mayOnlyAccessLayers("file", "text", "work")
            .whereLayer("encoder")
            .mayOnlyAccessLayers("vector", "file", "text", "work")
            .whereLayer("models")
            .mayOnlyAccessLayers("vector", "file", "learn", "text", "work", "encoder")
            .whereLayer("index")
            .mayOnlyAccessLayers("language", "vector", "file", "text", "work", "encoder")
            .whereLayer("tasks")
            .mayOnlyAccessLayers(
                "vector", "file", "learn", "text", "language", "work", "encoder", "index")
            .whereLayer("engine")
            .mayOnlyAccessLayers(
                "language",
                "vector",
                "file",
                "source",
                "text",
                "work",
                "encoder",
                "models",
                "index",
                "tasks")
            .whereLayer("samples")
            .mayOnlyAccessLayers("vector", "source", "text", "encoder", "index", "tasks", "engine")
            // Measures the product's own classes, so it stands above them.
            .whereLayer("eval")
            .mayOnlyAccessLayers(
                "models",
                "language",
                "vector",
                "file",
                "learn",
                "source",
                "text",
                "encoder",
                "index",
                "tasks",
                "engine")
            .whereLayer("bench")
            .mayOnlyAccessLayers(
                "vector", "file", "learn", "source", "text", "encoder", "index", "tasks", "engine")
            .whereLayer("api")
            .mayOnlyAccessLayers(
                "language",
                "vector",
                "file",
                "learn",
                "source",
                "text",
                "work",
                "encoder",
                "index",
                "tasks",
                "engine",
                "eval")
            .whereLayer("mcp")
            .mayOnlyAccessLayers("text", "encoder", "index", "tasks", "engine", "api")
            // For other programs: nothing here uses it.
            .whereLayer("framework")
            .mayOnlyAccessLayers("text", "source", "encoder", "index", "tasks", "engine")
            .whereLayer("framework")
            .mayNotBeAccessedByAnyLayer()
            // The command `serve` starts the server.
            .whereLayer("server")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer());
  }

  @Test
  void a_model_has_a_folder_before_it_is_fetched() {
    runDownward("models", "models.pull");
    runDownward("models", "models.graft");
  }

  @Test
  void a_stopwatch_is_known_before_what_it_measures() {
    for (String room : List.of("bench.encoding", "bench.index", "bench.task")) {
      runDownward("bench", room);
    }
  }

  @Test
  void what_a_source_gives_is_known_before_a_file_is_read() {
    runDownward("source", "source.file");
    for (String kind : List.of("pdf", "office", "markup")) {
      runDownward(
          "source.extraction.limit",
          "source.extraction.content",
          "source.extraction." + kind,
          "source.extraction",
          "source.extraction.process",
          "source.file");
    }
  }

  @Test
  void an_index_is_filled_before_it_is_a_collection() {
    runDownward("engine.indexing", "engine");
    runDownward("engine.job", "engine");
  }

  @Test
  void no_task_knows_another() {
    keepApart(TASKS);
  }

  @Test
  void a_text_is_read_before_it_is_aligned_and_aligned_before_a_collection_is_asked() {
    runDownward("plagiarism.reading", "plagiarism.alignment.seed", "plagiarism.alignment", "plagiarism");
  }

  @Test
  void a_model_is_read_before_a_text_is_and_both_before_the_graph_is_run() {
    runDownward("encoder", "encoder.model", "encoder.token", "encoder.onnx");
    runDownward("encoder.library", "encoder.token");
    runDownward("encoder", "encoder.batch");
    runDownward("encoder.onnx.runtime", "encoder.onnx");
    runDownward("encoder.onnx.runtime", "encoder.training");
    runDownward("encoder.onnx.runtime", "encoder.quantization");
    runDownward("encoder.graph", "encoder.graph.quantization", "encoder.quantization");
    runDownward("encoder.graph", "encoder.graph.gradient", "encoder.onnx", "encoder.training");
    check(
        noClasses()
            .that()
            .resideInAPackage("io.doppel.encoder.graph..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime.."));
  }

  @Test
  void a_passage_has_fields_before_it_is_found_and_is_found_before_an_index_is_asked() {
    runDownward("index.lucene.store", "index.lucene.field", "index.lucene.search", "index.lucene");
    runDownward("index.cluster.rest", "index.cluster.layout", "index.cluster.search", "index.cluster");
  }

  @Test
  void words_are_counted_hashed_or_understood_in_rooms_that_know_nothing_of_each_other() {
    keepApart(List.of("language.term", "language.hash"));
    check(
        noClasses()
            .that()
            .resideInAPackage("io.doppel.language")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.doppel.language.term", "io.doppel.language.hash"));
  }

  @Test
  void an_index_is_a_contract_before_a_backend_keeps_it_and_only_the_engine_chooses_one() {
    runDownward("index.upkeep", "index", "index.audit");
    runDownward("index", "index.lucene");
    runDownward("index", "index.cluster");
    keepApart(List.of("index.lucene", "index.cluster"));
    for (String backend : List.of("io.doppel.index.lucene..", "io.doppel.index.cluster..")) {
      check(
          noClasses()
              .that()
              .resideOutsideOfPackages(backend, "io.doppel.engine")
              .should()
              .dependOnClassesThat()
              .resideInAPackage(backend));
    }
  }

  @Test
  void two_texts_are_held_against_each_other_before_a_probability_is_made_of_it() {
    runDownward(
        "duplicates.guard.alignment",
        "duplicates.guard",
        "duplicates.calibration",
        "duplicates.resemblance",
        "duplicates.mining",
        "duplicates");
  }

  @Test
  void a_text_can_be_changed_before_it_is_known_why() {
    runDownward("examination.change", "examination");
  }

  @Test
  void a_body_is_read_before_a_route_is_taken() {
    List<String> rooms =
        Stream.of("collection", "search", "duplicates", "plagiarism", "classification", "text", "about", "assistant")
            .map(room -> "server.route." + room)
            .toList();
    for (String room : rooms) {
      runDownward("server.problem", "server.access", "server.body", "server.compute", "server.route", room, "server");
    }
    keepApart(rooms);
  }

  @Test
  void commands_know_options_and_the_terminal_but_no_command_elsewhere() {
    List<String> commands = List.of("cli.task", "cli.collection", "cli.model", "cli.measure", "cli.access");
    for (String room : commands) {
      runDownward("cli.option", "cli.terminal", "cli.terminal.progress", room, "cli");
    }
    keepApart(commands);
  }

  @Test
  void there_are_no_circles() {
    check(slices().matching("io.doppel.(*)..").should().beFreeOfCycles());
    check(slices().matching("io.doppel.(**)").should().beFreeOfCycles());
  }

  @Test
  void lucene_stays_inside_index_but_for_its_analyzers_of_words() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.doppel.index.lucene..", "io.doppel.language..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.lucene.."));
  }

  @Test
  void a_cluster_is_spoken_to_in_one_room() {
    checkOnly("index.cluster.rest", "co.elastic..", "org.apache.hc..");
  }

  @Test
  void the_model_runtime_and_the_tokenizer_stay_inside_encoder() {
    checkOnly("encoder", "ai.onnxruntime..", "ai.djl..");
  }

  @Test
  void the_solver_stays_inside_learn() {
    checkOnly("learn", "de.bwaldvogel..");
  }

  @Test
  void the_web_server_stays_inside_server() {
    checkOnly("server", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.prometheus..");
    checkOnly("server.trace", "io.opentelemetry..");
  }

  @Test
  void the_protocol_of_assistants_stays_inside_mcp() {
    checkOnly("mcp", "io.modelcontextprotocol..", "reactor..");
  }

  @Test
  void frameworks_of_others_stay_in_rooms_that_know_nothing_of_each_other() {
    checkOnly("framework.langchain4j", "dev.langchain4j..");
    checkOnly("framework.springai", "org.springframework..");
    runDownward("framework", "framework.langchain4j");
    runDownward("framework", "framework.springai");
    keepApart(List.of("framework.langchain4j", "framework.springai"));
  }

  @Test
  void what_lays_pages_out_stays_inside_print() {
    checkOnly("api.report.print", "com.openhtmltopdf..");
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("io.doppel.source.extraction..", "io.doppel.api.report.print..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.pdfbox..", "org.apache.fontbox.."));
  }

  @Test
  void the_parsers_of_documents_stay_inside_extraction() {
    checkOnly(
        "source.extraction",
        "org.apache.tika..",
        "org.apache.poi..",
        "org.jsoup..",
        "org.apache.james..",
        "org.commonmark..");
  }

  @Test
  void only_pull_goes_to_the_network() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.doppel.models.pull")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(http\\..*|.*URLConnection|Socket|DatagramSocket)"));
  }

  @Test
  void the_command_line_stays_inside_cli() {
    checkOnly("cli", "picocli..", "me.tongfei.progressbar..");
  }

  @Test
  void only_cli_writes_to_the_standard_streams() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.doppel.cli..")
            .should(ACCESS_STANDARD_STREAMS));
  }

  /// Whatever is printed goes through the writers of `Output`, which no text gives orders to a terminal through.
  @Test
  void commands_print_through_their_output() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.doppel.cli.task..",
                "io.doppel.cli.collection..",
                "io.doppel.cli.model..",
                "io.doppel.cli.measure..",
                "io.doppel.cli.option..")
            .should()
            .callMethod("picocli.CommandLine", "getOut")
            .orShould()
            .callMethod("picocli.CommandLine", "getErr")
            .orShould(ACCESS_STANDARD_STREAMS));
  }

  /// Where a number is written for people or programs, it is written the same on every machine.
  @Test
  void nothing_depends_on_the_language_of_the_machine() throws IOException {
    check(
        noClasses()
            .should()
            .callMethod(Locale.class, "getDefault")
            .orShould()
            .callMethod(Locale.class, "getDefault", Locale.Category.class));
    Pattern digits = Pattern.compile("%(\\d+\\$)?[-+ 0]*(,[-0-9]*d|[-,0-9]*(\\.\\d+)?[feg])(?![a-z])");
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source :
          sources
              .filter(path ->
                  path.toString().endsWith(".java")
                      && !path.startsWith("src/main/java/io/doppel/cli"))
              .toList()) {
        String code = Files.readString(source);
        String wrong =
            STATEMENT
                .splitAsStream(code)
                .filter(statement ->
                    digits.matcher(statement).find()
                        && FORMATTING.matcher(statement).find()
                        && !statement.contains("Locale.ROOT"))
                .collect(Collectors.joining("\n"));
        assertThat(wrong).as("%s writes numbers as the machine's language does; give Locale.ROOT", source).isEmpty();
      }
    }
  }

  @Test
  void logging_goes_through_the_jdk() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.slf4j..", "org.apache.commons.logging..", "org.apache.logging.."));
  }

  @Test
  void no_package_is_named_after_nothing() {
    check(
        noClasses()
            .should()
            .resideInAnyPackage(
                Stream.of("util", "utils", "common", "impl", "manager", "helper", "misc")
                    .map(name -> ".." + name + "..")
                    .toArray(String[]::new)));
  }

  /// NullAway looks at marked packages only, so that an unmarked one would go unchecked without a
  /// word.
  @Test
  void every_package_is_null_marked() {
    DescribedPredicate<JavaClass> inMarkedPackage =
        DescribedPredicate.describe(
            "be in a package with @NullMarked in its package-info.java",
            type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    check(classes().should(ArchCondition.from(inMarkedPackage)));
  }

  private static void checkOnly(String room, String... libraries) {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.doppel." + room + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(libraries));
  }

  /// Each of these packages, without the packages inside it, may use those before it and none of those after it.
  private static void runDownward(String... upward) {
    for (int i = 0; i < upward.length - 1; i++) {
      String[] above = Arrays.stream(upward).skip(i + 1L).map(room -> "io.doppel." + room).toArray(String[]::new);
      check(
          noClasses()
              .that()
              .resideInAPackage("io.doppel." + upward[i])
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(above));
    }
  }

  /// None of these rooms uses another one of them.
  private static void keepApart(List<String> rooms) {
    for (String room : rooms) {
      String[] others = packages(rooms.stream().filter(other -> !other.equals(room)).toList());
      check(
          noClasses()
              .that()
              .resideInAPackage("io.doppel." + room + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others));
    }
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }

  private static String[] packages(String... rooms) {
    return packages(Arrays.asList(rooms));
  }

  private static String[] packages(List<String> rooms) {
    return rooms.stream().map(room -> "io.doppel." + room + "..").toArray(String[]::new);
  }
}
