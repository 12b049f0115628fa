package io.doppel.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A stranger's project that does what `docs/library.md` says: depends on the library as a build installs it, and
/// compiles and runs the page's examples. Slow, for Maven runs twice: `-Ddoppel.slow=true`.
@EnabledIfSystemProperty(named = "doppel.slow", matches = "true")
class LibraryProjectTest {

  private static final String JAVA = System.getProperty("java.home") + "/bin/";

  @TempDir Path folder;

  @Test
  void the_examples_of_the_page_run_in_a_fresh_project_without_server_command_line_and_readers() throws Exception {
    String page = Files.readString(Path.of("docs/library.md"));
    // Installed beside, not into, the repository of whoever runs this.
    List<String> repository =
        List.of(
            "-Dmaven.repo.local=" + folder.resolve("repository"),
            "-Dmaven.repo.local.tail=" + Path.of(System.getProperty("user.home"), ".m2/repository"),
            "-Dmaven.repo.local.tail.ignoreAvailability=true");
    String mvnw = Path.of("mvnw").toAbsolutePath().toString();
    run(Path.of("").toAbsolutePath(), repository, mvnw, "-B", "-ntp", "-q", "-Dmaven.test.skip=true", "install");

    Path project = Files.createDirectory(folder.resolve("project"));
    Files.writeString(
        project.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>stranger</artifactId>
          <version>1</version>
          <dependencies>
        %s
          </dependencies>
        </project>
        """
            .formatted(block(page, "xml")));
    run(
        project,
        repository,
        mvnw,
        "-B",
        "-ntp",
        "-q",
        "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath",
        "-Dmdep.outputFile=classpath.txt");
    String classPath = Files.readString(project.resolve("classpath.txt")).strip();
    assertThat(Arrays.stream(classPath.split(File.pathSeparator))
            .map(jar -> jar.substring(jar.lastIndexOf(File.separator) + 1)))
        .anyMatch(jar -> jar.startsWith("doppel-"))
        .noneMatch(
            jar ->
                jar.matches(
                    "(javalin|jetty|picocli|tika|pdfbox|poi|elasticsearch|prometheus|kotlin|mcp|opentelemetry"
                        + "|langchain4j|spring).*"));

    Files.writeString(project.resolve("Stranger.java"), program());
    run(project, List.of(), JAVA + "javac", "-cp", classPath, "Stranger.java");
    Files.createSymbolicLink(project.resolve("models"), Path.of("models").toAbsolutePath());
    Files.writeString(
        project.resolve("faq.jsonl"),
        "{\"id\":\"q5\",\"text\":\"When does the train to Seoul leave?\"}\nnot json\n");
    String printed =
        run(
            project,
            List.of(),
            JAVA + "java",
            "--enable-native-access=ALL-UNNAMED",
            "-Dai.djl.offline=true",
            "-cp",
            classPath + File.pathSeparator + ".",
            "Stranger");
    assertThat(printed).contains(block(page, "text"));
  }

  private static String block(String page, String language) {
    Matcher block = Pattern.compile("(?ms)^```%s\n(.*?)^```$".formatted(language)).matcher(page);
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  /// The class of the examples, with a `main` in place of its tests.
  private static String program() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("src/test/java/io/doppel/docs/LibraryExampleTest.java"));
    String imports =
        lines.stream()
            .filter(line -> line.startsWith("import ") && !line.matches(".*(junit|assertj|Tiny).*"))
            .collect(joining("\n"));
    String examples =
        lines.stream().skip(lines.indexOf("  private static Home home() {")).collect(joining("\n"));
    return """
        %s
        class Stranger {
          public static void main(String[] arguments) throws IOException {
            run(home(), "faq.jsonl").forEach(System.out::println);
          }
        %s
        """
        .formatted(imports, examples);
  }

  private String run(Path place, List<String> more, String... command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", "");
    List<String> whole = Stream.concat(Arrays.stream(command), more.stream()).toList();
    ProcessBuilder builder = new ProcessBuilder(whole).directory(place.toFile());
    builder.redirectErrorStream(true).redirectOutput(printed.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(400, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
    String text = Files.readString(printed);
    assertThat(process.exitValue()).as("%s says %s", List.of(command), text).isZero();
    return text;
  }
}
