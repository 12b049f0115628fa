package io.doppel;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The rules of the page's modules, which the lines with `import` are held against.
class PageArchitectureTest {

  private static final Path ROOT = Path.of("web/js");
  /// Also of modules that come when they are needed.
  private static final Pattern IMPORT =
      Pattern.compile("(?m)(?:^import\\s(?:[^'\"]*\\sfrom\\s)?|\\bimport\\()'([^']+)'");

  /// What is higher may import what is lower; what one view alone needs is in a folder of its own, above the parts of
  /// several.
  private enum Floor {
    STRINGS,
    BASE,
    PART,
    PART_OF_ONE_VIEW,
    VIEW,
    PAGE;

    static Floor of(Path module) {
      String folder = folder(module);
      return switch (folder) {
        case "" -> PAGE;
        case "view" -> VIEW;
        case "part", "part/plane" -> PART;
        case "base" -> BASE;
        case "strings/en", "strings/ko" -> STRINGS;
        default -> {
          assertThat(folder).as("folder of %s", module).matches("part/\\w+");
          yield PART_OF_ONE_VIEW;
        }
      };
    }
  }

  private record Import(Path from, Path to) {

    boolean runsDownward() {
      Floor above = Floor.of(from);
      Floor below = Floor.of(to);
      return above.compareTo(below) > 0 || (above != Floor.VIEW && folder(from).equals(folder(to)));
    }
  }

  @Test
  void modules_of_the_page_import_downward_only() throws IOException {
    assertThat(imports().filter(each -> !each.runsDownward())).isEmpty();
  }

  @Test
  void modules_of_the_page_import_in_no_circle() throws IOException {
    Map<Path, Set<Path>> needed =
        new TreeMap<>(imports().collect(groupingBy(Import::from, mapping(Import::to, toSet()))));
    boolean shrinks = true;
    while (shrinks) {
      // What needs nothing that is left is in no circle.
      shrinks = needed.values().removeIf(modules -> modules.stream().noneMatch(needed::containsKey));
    }
    assertThat(needed.keySet()).as("in a circle, or above one").isEmpty();
  }

  @Test
  void a_folder_of_parts_belongs_to_the_view_of_its_name() throws IOException {
    assertThat(
            imports()
                .filter(each ->
                    Floor.of(each.to()) == Floor.PART_OF_ONE_VIEW
                        && !folder(each.from()).equals(folder(each.to())))
                .filter(each -> !each.from().equals(Path.of("view", each.to().getName(1) + ".js"))))
        .isEmpty();
  }

  @Test
  void every_module_of_the_page_is_needed() throws IOException {
    Set<Path> needed = imports().map(Import::to).collect(toSet());
    assertThat(modules().filter(module -> Floor.of(module) != Floor.PAGE && !needed.contains(module))).isEmpty();
  }

  private static String folder(Path module) {
    Path folder = module.getParent();
    return folder == null ? "" : folder.toString().replace('\\', '/');
  }

  private static Stream<Path> modules() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(".js")).map(ROOT::relativize).sorted().toList().stream();
    }
  }

  private static Stream<Import> imports() throws IOException {
    List<Import> found = new ArrayList<>();
    for (Path module : modules().toList()) {
      IMPORT
          .matcher(Files.readString(ROOT.resolve(module)))
          .results()
          .forEach(imported -> found.add(new Import(module, module.resolveSibling(imported.group(1)).normalize())));
    }
    return found.stream();
  }
}
