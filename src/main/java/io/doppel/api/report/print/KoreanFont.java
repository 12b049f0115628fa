package io.doppel.api.report.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A TrueType font with Hangul, as it is embedded in a PDF file. Fonts with other outlines, such as Noto's collections,
/// cannot be embedded.
///
/// @param file the font's
public record KoreanFont(Path file) {

  private static final List<String> FOLDERS =
      List.of(
          "/usr/share/fonts",
          "/usr/local/share/fonts",
          "~/.local/share/fonts",
          "~/.fonts",
          "/System/Library/Fonts",
          "/Library/Fonts",
          "~/Library/Fonts",
          "C:/Windows/Fonts");

  /// The best for paper first.
  private static final List<String> NAMES =
      List.of(
          "NanumGothic.ttf",
          "NanumBarunGothic.ttf",
          "NanumMyeongjo.ttf",
          "malgun.ttf",
          "AppleGothic.ttf",
          "UnDotum.ttf",
          "UnBatang.ttf",
          "batang.ttf",
          "dotum.ttf");

  private static final int MAX_DEPTH = 4;

  static final String MISSING =
      "no Korean TrueType font was found: install one (Debian: fonts-nanum), or name one with --font";

  /// The one that the system has, looked for anew each time, since it may be installed meanwhile.
  public static Optional<KoreanFont> installed() {
    for (String folder : FOLDERS) {
      Path path = Path.of(folder.replace("~", System.getProperty("user.home", "/")));
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.find(path, MAX_DEPTH, (file, _) -> rank(file) >= 0)) {
          Optional<Path> best = files.min((a, b) -> Integer.compare(rank(a), rank(b)));
          if (best.isPresent()) {
            return best.map(KoreanFont::new);
          }
        } catch (IOException | UncheckedIOException e) {
          // A folder that nobody may look into has no font for us.
        }
      }
    }
    return Optional.empty();
  }

  private static int rank(Path file) {
    return NAMES.indexOf(String.valueOf(file.getFileName()));
  }
}
