package io.doppel.docs;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the pages name is there.
class DocumentationTest {

  /// The tests run in the folder of pom.xml.
  private static final Path ROOT = Path.of("").toAbsolutePath();

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)[^)]*\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern CLASS = Pattern.compile("[A-Z]\\w*[a-z]\\w*(\\.java)?");
  private static final Pattern QUALIFIED = Pattern.compile("io\\.doppel(\\.\\w+)*");
  private static final Pattern PATH = Pattern.compile("[\\w.@-]+(/[\\w.@-]+)*/?");

  /// Folders and files that a build or a run makes, and that a clone does not have.
  private static final List<String> GENERATED = List.of("target", "index");

  @Test
  void the_architecture_is_read_in_ten_minutes() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("ARCHITECTURE.md"))).hasSizeLessThanOrEqualTo(150);
  }

  @Test
  void every_class_that_the_architecture_names_exists() throws IOException {
    Set<String> names = classNames();
    assertThat(
            inCode(architecture())
                .filter(CLASS.asMatchPredicate())
                .map(name -> name.replaceFirst("\\.java$", ""))
                .filter(name -> !names.contains(name)))
        .isEmpty();
  }

  @Test
  void every_package_that_the_architecture_names_exists() throws IOException {
    assertThat(
            inCode(architecture())
                .filter(QUALIFIED.asMatchPredicate())
                .filter(name ->
                    Stream.of("src/main/java/", "src/test/java/")
                        .map(sources -> ROOT.resolve(sources + name.replace('.', '/')))
                        .noneMatch(path ->
                            Files.isDirectory(path)
                                || Files.isRegularFile(
                                    path.resolveSibling(path.getFileName() + ".java")))))
        .isEmpty();
  }

  @Test
  void every_path_that_the_architecture_names_exists() throws IOException {
    assertThat(
            inCode(architecture())
                .filter(PATH.asMatchPredicate())
                .filter(DocumentationTest::looksLikePath)
                .filter(path -> !GENERATED.contains(path.replaceFirst("/.*", "")))
                .filter(path -> !Files.exists(ROOT.resolve(path))))
        .isEmpty();
  }

  @Test
  void every_link_leads_somewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String target : links(page)) {
        if (!leadsSomewhere(page, target)) {
          broken.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void the_build_and_the_model_folder_agree_on_the_checksums() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    List<String> sums = Files.readAllLines(ROOT.resolve("models/all-MiniLM-L6-v2/SHA256SUMS"));
    assertThat(sums)
        .containsExactly(
            property(pom, "model.onnx.sha256") + "  model.onnx",
            property(pom, "model.tokenizer.sha256") + "  tokenizer.json");
  }

  private static String property(String pom, String name) {
    return Pattern.compile("<%s>(.*)</%s>".formatted(name, name))
        .matcher(pom)
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow();
  }

  /// The map of the house, and the pages that go deeper.
  private static List<Path> architecture() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("docs/design"))) {
      return Stream.concat(Stream.of(ROOT.resolve("ARCHITECTURE.md")), files.sorted()).toList();
    }
  }

  /// The Markdown pages beside pom.xml, under docs and beside the models.
  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String folder : List.of("", "docs", "models", "web", "src")) {
      Path start = ROOT.resolve(folder);
      if (Files.isDirectory(start)) {
        try (Stream<Path> files = Files.walk(start, folder.isEmpty() ? 1 : Integer.MAX_VALUE)) {
          files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
      }
    }
    return pages;
  }

  private static boolean leadsSomewhere(Path page, String target) throws IOException {
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    Path path = file.isEmpty() ? page : page.resolveSibling(file);
    if (!Files.exists(path)) {
      return false;
    }
    return hash < 0 || anchors(path).contains(target.substring(hash + 1));
  }

  private static List<String> links(Path page) throws IOException {
    String text =
        CODE.matcher(FENCED.matcher(Files.readString(page)).replaceAll("")).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(match -> match.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /// The names that GitHub and others make of headings.
  private static Set<String> anchors(Path page) throws IOException {
    return HEADING
        .matcher(FENCED.matcher(Files.readString(page)).replaceAll(""))
        .results()
        .map(match -> match.group(1).strip().toLowerCase(Locale.ROOT))
        .map(title -> title.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
        .collect(toCollection(TreeSet::new));
  }

  /// The code spans of pages, fenced blocks left out.
  private static Stream<String> inCode(List<Path> pages) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path page : pages) {
      String text = FENCED.matcher(Files.readString(page)).replaceAll("");
      CODE.matcher(text).results().map((MatchResult match) -> match.group(1)).forEach(found::add);
    }
    return found.stream().distinct();
  }

  /// A slash, or the ending of a file; a folder in capitals, as in `models/NAME/`, stands for any.
  private static boolean looksLikePath(String code) {
    return (code.contains("/") || code.matches(".*\\.(xml|md|json|properties|txt|cmd)"))
        && Stream.of(code.split("/", -1)).noneMatch(part -> part.matches("[A-Z]+"));
  }

  private static Set<String> classNames() throws IOException {
    Set<String> names = new TreeSet<>();
    for (String folder : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".java"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }
    return names;
  }
}
