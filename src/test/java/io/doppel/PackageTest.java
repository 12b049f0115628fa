package io.doppel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// What `./mvnw -Pdist package` has made, unpacked and installed, with nothing of this machine's Java on the path. Runs
/// where it is told that packages were made:
///
/// ```
/// ./mvnw test -Dtest=PackageTest -Ddoppel.dist=target/dist
/// ```
@EnabledIfSystemProperty(named = "doppel.dist", matches = ".+")
class PackageTest {

  private static final String TEXTS =
      """
      {"id":"pw","text":"To change your password, open Settings and choose Security."}
      {"id":"late","text":"If your parcel has not arrived after ten days, write to us and we will look for it."}
      {"id":"bridge","text":"The old bridge stands over the river. Many people walk over the old bridge every morning, \
      and some of them stop to look at the water."}
      """;

  @TempDir Path folder;

  @Test
  void the_unpacked_folder_answers_the_three_questions() throws Exception {
    Path root = Files.createDirectory(folder.resolve("unpacked"));
    run(root, "tar", "xzf", made(".tar.gz").toString());

    answers(root.resolve("doppel/doppel"));
    assertThat(root.resolve("doppel/runtime/bin/javac")).doesNotExist();
  }

  @Test
  void the_installed_package_answers_the_three_questions_and_goes_without_a_trace() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "dpkg is not installed");
    Path root = Files.createDirectory(folder.resolve("root"));
    Files.createDirectories(root.resolve("var/lib/dpkg/info"));
    Files.createDirectories(root.resolve("var/lib/dpkg/updates"));
    Files.createFile(root.resolve("var/lib/dpkg/status"));
    List<String> dpkg =
        List.of("dpkg", "--root=" + root, "--force-not-root,depends,script-chrootless,bad-path", "--log=/dev/null");

    run(folder, Stream.concat(dpkg.stream(), Stream.of("-i", made(".deb").toString())).toArray(String[]::new));

    assertThat(root.resolve("usr/lib/systemd/system/doppel.service")).exists();
    assertThat(root.resolve("etc/doppel/doppel.env")).exists();
    assertThat(root.resolve("usr/lib/doppel/app/doppel.aot")).exists();
    answers(root.resolve("usr/bin/doppel"));

    run(folder, Stream.concat(dpkg.stream(), Stream.of("--purge", "doppel")).toArray(String[]::new));
    assertThat(root.resolve("usr/lib/doppel")).doesNotExist();
    assertThat(root.resolve("var/lib/doppel")).exists();
  }

  /// Held against what another build of the same state has made, in `-Ddoppel.dist.again=target/dist` of another clone.
  @Test
  @EnabledIfSystemProperty(named = "doppel.dist.again", matches = ".+")
  void two_builds_of_one_state_give_the_same_bytes() throws IOException {
    Path again = Path.of(System.getProperty("doppel.dist.again"));
    for (Path made : List.of(made(".tar.gz"), made(".deb"))) {
      assertThat(Files.mismatch(made, again.resolve(made.getFileName()))).as("%s differs at", made).isEqualTo(-1);
    }
    for (String jar : List.of("doppel.jar", "doppel-sources.jar", "doppel-javadoc.jar")) {
      Path made = Path.of(System.getProperty("doppel.dist")).resolveSibling(jar);
      assertThat(Files.mismatch(made, again.resolveSibling(jar))).as("%s differs at", made).isEqualTo(-1);
    }
  }

  private void answers(Path doppel) throws IOException, InterruptedException {
    Path texts = Files.writeString(folder.resolve("texts.jsonl"), TEXTS);
    Path copied =
        Files.writeString(
            folder.resolve("copied.txt"),
            "I came late. Many people walk over the old bridge every morning, and some of them stop to look at the"
                + " water. Then I left.");
    String program = doppel.toString();
    String index = "--index=" + folder.resolve("index of " + folder.relativize(doppel).getName(0));

    assertThat(run(folder, program, "index", "-c", "faq", texts.toString(), index))
        .contains("3 indexed")
        .doesNotContain("incubator");
    assertThat(run(folder, program, "search", "-c", "faq", "-k", "1", "I cannot log in", index)).contains("pw ");
    String asked = "To change the password, open Settings, choose Security";
    assertThat(run(folder, program, "duplicates", "-c", "faq", asked, index)).contains("pw ");
    assertThat(run(folder, program, "plagiarism", "-c", "faq", copied.toString(), index))
        .contains("bridge", "verbatim");
  }

  private Path made(String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("doppel.dist")))) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow().toAbsolutePath();
    }
  }

  /// What a program prints, which ends well.
  private String run(Path place, String... command) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "printed", "");
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", "HOME", folder.toString(), "DOPPEL_AOT", "no"));
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(240, TimeUnit.SECONDS)).as("%s ends", List.of(command)).isTrue();
    String text = Files.readString(printed);
    assertThat(process.exitValue()).as("%s says %s", List.of(command), text).isZero();
    return text;
  }
}
