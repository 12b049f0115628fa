package io.doppel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The script `doppel`, in a copy of the project where Maven and Java are scripts that say how they
/// were called.
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for argument; do
        case $argument in
          -XX:AOTCacheOutput=*)
            echo "rehearsed $*" >> "$(dirname "$0")/rehearsals"
            [ -z "${BROKEN_REHEARSAL:-}" ] || exit 1
            echo cache > "${argument#*=}"
            exit
            ;;
        esac
      done
      echo "in $PWD"
      for argument; do echo "<$argument>"; done
      cat
      """;

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "built with $JAVA_HOME: $*" >> builds
      sleep 0.3
      mkdir -p target/lib target/samples/wordnet models/all-MiniLM-L6-v2
      touch target/doppel.jar models/all-MiniLM-L6-v2/model.onnx models/all-MiniLM-L6-v2/tokenizer.json
      """;

  @TempDir private Path folder;
  private Path home;
  private Path jdk;
  private Path elsewhere;

  @BeforeEach
  void layOut() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("the home"));
    elsewhere = Files.createDirectory(folder.resolve("else where"));
    jdk = jdk("jdk 25", "25.0.3");
    Files.createDirectories(home.resolve("src/main/java"));
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    Files.writeString(home.resolve("src/main/java/A.java"), "class A {}");
    script(home.resolve("mvnw"), MAVEN);
    script(home.resolve("doppel"), Files.readString(Path.of("doppel")));
    for (Path file : List.of(home.resolve("pom.xml"), home.resolve("src/main/java/A.java"))) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
  }

  @Test
  void arguments_and_the_current_folder_and_standard_input_reach_the_program() throws Exception {
    Outcome outcome = run(environment(), "typed", "search", "two words", "", "*", "한국어");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines().toList())
        .startsWith("in " + elsewhere.toRealPath())
        .contains("<-Ddoppel.home=" + home + ">")
        .endsWith(
            "<-jar>",
            "<" + home.resolve("target/doppel.jar") + ">",
            "<search>",
            "<two words>",
            "<>",
            "<*>",
            "<한국어>",
            "typed");
  }

  @Test
  void a_pipe_has_no_width() throws Exception {
    assertThat(run(environment(), "", "eval").out()).contains("<-Ddoppel.columns=0>", "<-Ddoppel.terminal=false>");
  }

  @Test
  void it_works_through_symbolic_links() throws Exception {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("first"), home.resolve("doppel"));
    Files.createSymbolicLink(bin.resolve("second"), Path.of("../first"));

    Outcome outcome = start(environment(), bin.resolve("second")).end("");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).contains("<-Ddoppel.home=" + home + ">");
  }

  @Test
  void the_first_use_builds_and_the_second_does_not() throws Exception {
    Outcome first = run(environment(), "");
    Outcome second = run(environment(), "");

    assertThat(first.err())
        .startsWith("doppel: building (first use, takes two to four minutes; target/doppel-build.log tells")
        .hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertThat(builds())
        .containsExactly("built with %s: -B -ntp -Dmaven.test.skip=true package".formatted(jdk));
  }

  @Test
  void changed_sources_are_built_again_once() throws Exception {
    run(environment(), "");
    Files.writeString(home.resolve("src/main/java/A.java"), "class A { int b; }");

    Outcome outcome = run(environment(), "");
    run(environment(), "");

    assertThat(outcome.err()).isEqualTo("doppel: building, for the sources have changed ...\n");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void a_missing_model_is_fetched_by_a_build() throws Exception {
    run(environment(), "");
    Files.delete(home.resolve("models/all-MiniLM-L6-v2/model.onnx"));

    run(environment(), "");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void a_failed_build_shows_its_errors_and_is_tried_again() throws Exception {
    script(
        home.resolve("mvnw"),
        """
        #!/bin/sh
        echo '[INFO] Scanning'
        echo '[ERROR] no network'
        echo '[ERROR] '
        exit 1
        """);

    Outcome outcome = run(environment(), "");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .endsWith(
            "doppel: the build failed; what %s says:\n[ERROR] no network\n"
                .formatted(home.resolve("target/doppel-build.log")));

    script(home.resolve("mvnw"), MAVEN);
    assertThat(run(environment(), "").exitCode()).isZero();
  }

  @Test
  void two_first_uses_at_once_build_once() throws Exception {
    Running first = start(environment(), home.resolve("doppel"));
    Running second = start(environment(), home.resolve("doppel"));

    assertThat(first.end("").exitCode()).isZero();
    assertThat(second.end("").exitCode()).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(home.resolve("target/doppel.lock")).doesNotExist();
  }

  @Test
  void the_lock_of_a_dead_process_is_taken_over() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(home.resolve("target"));
    Files.createSymbolicLink(
        home.resolve("target/doppel.lock"), Path.of(Long.toString(dead.pid())));

    assertThat(run(environment(), "").exitCode()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void without_a_jdk_25_it_says_what_to_install() throws Exception {
    Path old = jdk("jdk 17", "17.0.15");

    Outcome outcome =
        run(
            Map.of(
                "PATH", tools().toString(),
                "JAVA_HOME", old.toString(),
                "DOPPEL_AOT", "no",
                "DOPPEL_JDK_FOLDERS", folder + "/jdk*17"),
            "");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith(
            "doppel: needs a JDK 25, and found none in JAVA_HOME, on the PATH, or in the usual folders.\n")
        .contains("temurin-25-jdk", "brew install --cask temurin@25", "https://adoptium.net");
  }

  @Test
  void a_jdk_25_is_found_in_the_usual_folders_when_java_home_is_older() throws Exception {
    Path old = jdk("jdk 17", "17.0.15");

    Outcome outcome =
        run(
            Map.of(
                "PATH", tools().toString(),
                "JAVA_HOME", old.toString(),
                "DOPPEL_AOT", "no",
                "DOPPEL_JDK_FOLDERS", "/nowhere/*:" + folder + "/jdk*"),
            "");

    assertThat(outcome.exitCode()).isZero();
    assertThat(builds()).singleElement().asString().startsWith("built with " + jdk);
  }

  @Test
  void a_jdk_25_is_found_on_the_path_behind_symbolic_links() throws Exception {
    Path tools = tools();
    Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));

    Outcome outcome = run(Map.of("PATH", tools.toString(), "DOPPEL_AOT", "no", "DOPPEL_JDK_FOLDERS", ""), "");

    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void more_flags_for_the_jvm_come_from_the_environment() throws Exception {
    Map<String, String> environment = new HashMap<>(environment());
    environment.put("DOPPEL_JAVA_OPTS", "-Xmx8g -Dx=y");

    assertThat(run(environment, "").out().lines()).contains("<-Xmx8g>", "<-Dx=y>");
  }

  @Test
  void the_first_use_rehearses_a_faster_start_for_the_next_ones() throws Exception {
    Outcome first = run(rehearsing(), "", "search", "x");
    await(home.resolve("target/doppel.aot"));
    Outcome second = run(rehearsing(), "", "search", "x");

    assertThat(first.out()).doesNotContain("-XX:AOTCache");
    assertThat(second.out().lines())
        .contains(
            "<-XX:AOTCache=%s>".formatted(home.resolve("target/doppel.aot")),
            "<-Donnxruntime.native.path=%s>".formatted(home.resolve("target/native")));
    assertThat(second.err()).isEmpty();
    assertThat(rehearsals())
        .singleElement()
        .asString()
        .endsWith(
            "-cp %s io.doppel.cli.Rehearsal %s"
                .formatted(home.resolve("target/doppel.jar"), home.resolve("target/native")))
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void commands_with_other_flags_rehearse_with_these() throws Exception {
    run(rehearsing(), "", "serve");
    await(home.resolve("target/doppel-simd.aot"));

    assertThat(rehearsals()).singleElement().asString().contains("--add-modules=jdk.incubator.vector");
    assertThat(run(rehearsing(), "", "serve").out())
        .contains("<-XX:AOTCache=%s>".formatted(home.resolve("target/doppel-simd.aot")));
  }

  @Test
  void a_short_command_does_without_the_optimising_compiler_and_its_rehearsal_does_not() throws Exception {
    assertThat(run(rehearsing(), "", "search", "x").out()).contains("<-XX:TieredStopAtLevel=1>");
    await(home.resolve("target/doppel.aot"));

    assertThat(rehearsals()).singleElement().asString().doesNotContain("-XX:TieredStopAtLevel");
    assertThat(run(rehearsing(), "", "similarity", "--pairs", "f").out()).doesNotContain("-XX:TieredStopAtLevel");
    assertThat(run(rehearsing(), "", "plagiarism", "f").out()).doesNotContain("-XX:TieredStopAtLevel");
  }

  @Test
  void the_version_is_told_without_anything_that_is_remembered() throws Exception {
    run(rehearsing(), "", "search", "x");
    await(home.resolve("target/doppel.aot"));

    assertThat(run(rehearsing(), "", "--version").out()).contains("<--version>").doesNotContain("-XX:AOTCache");
  }

  @Test
  void a_new_program_is_rehearsed_anew_and_not_started_with_what_the_old_one_left() throws Exception {
    run(rehearsing(), "", "search");
    await(home.resolve("target/doppel.aot"));
    Files.setLastModifiedTime(home.resolve("target/doppel.jar"), FileTime.from(Instant.now().plusSeconds(1)));
    Thread.sleep(1100);

    assertThat(run(rehearsing(), "", "search").out()).doesNotContain("-XX:AOTCache");
    for (int waited = 0; rehearsals().size() < 2; waited++) {
      assertThat(waited).as("nothing is rehearsed anew").isLessThan(600);
      Thread.sleep(50);
    }
    await(home.resolve("target/doppel.aot"));
  }

  @Test
  void a_rehearsal_that_fails_is_in_nobodys_way_and_not_tried_again() throws Exception {
    Map<String, String> broken = new HashMap<>(rehearsing());
    broken.put("BROKEN_REHEARSAL", "yes");

    assertThat(run(broken, "", "search").exitCode()).isZero();
    await(jdk.resolve("bin/rehearsals"));
    Outcome again = run(broken, "", "search");

    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).doesNotContain("-XX:AOTCache");
    assertThat(rehearsals()).hasSize(1);
    assertThat(home.resolve("target/doppel.aot")).doesNotExist();
  }

  private List<String> rehearsals() throws IOException {
    return Files.readAllLines(jdk.resolve("bin/rehearsals"));
  }

  private static void await(Path file) throws InterruptedException {
    for (int waited = 0; !Files.exists(file); waited++) {
      assertThat(waited).as("%s does not appear", file).isLessThan(600);
      Thread.sleep(50);
    }
  }

  private Map<String, String> environment() {
    return Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", jdk.toString(), "DOPPEL_AOT", "no");
  }

  private Map<String, String> rehearsing() {
    return Map.of("PATH", System.getenv("PATH"), "JAVA_HOME", jdk.toString());
  }

  /// A folder with what the launcher calls, and no Java.
  private Path tools() throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String name :
        List.of(
            "cat",
            "dirname",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "tail",
            "touch",
            "uname")) {
      Path program =
          Arrays.stream(System.getenv("PATH").split(":"))
              .map(part -> Path.of(part, name))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      script(tools.resolve(name), "#!/bin/sh\nexec %s \"$@\"\n".formatted(program));
    }
    return tools;
  }

  private Path jdk(String name, String version) throws IOException {
    Path jdk = folder.toRealPath().resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> builds() throws IOException {
    return Files.readAllLines(home.resolve("builds"));
  }

  private Outcome run(Map<String, String> environment, String input, String... arguments)
      throws IOException, InterruptedException {
    return start(environment, home.resolve("doppel"), arguments).end(input);
  }

  private Running start(Map<String, String> environment, Path program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  private record Running(Process process, Path out, Path err) {

    Outcome end(String input) throws IOException, InterruptedException {
      try (var stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(UTF_8));
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the launcher still runs after a minute");
      }
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  private record Outcome(int exitCode, String out, String err) {}
}
