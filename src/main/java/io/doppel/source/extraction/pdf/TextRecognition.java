package io.doppel.source.extraction.pdf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.doppel.source.extraction.limit.TimeLimit;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.PDXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/// Reads scanned pages with Tesseract, where it is installed, in Korean and English as far as it knows them. A document
/// has a time for all of its pages; Tesseract has a bound of memory where the system can set one. One thread.
final class TextRecognition {

  private static final String KOREAN = "kor";
  private static final List<String> LANGUAGES = List.of(KOREAN, "eng");

  /// For all pages of a document, so that the time for the whole document is not over before what was read is told.
  private static final Duration TIME = Duration.ofSeconds(40);

  private static final Duration LISTING = Duration.ofSeconds(5);

  /// As scans are best read, in dots an inch.
  private static final float RESOLUTION = 300;

  private static final float POINTS = 72;

  /// The most dots of a page.
  private static final double MAX_DOTS = 12e6;

  /// Of the pictures on a page, for each byte of memory that there is.
  private static final double MAX_DOTS_A_BYTE = 1 / 8.0;

  /// In KiB.
  private static final int MEMORY = 1 << 20;

  private static final int MAX_DEPTH = 3;
  /// In bytes; a page has some thousand words.
  private static final long MAX_TEXT = 1 << 20;

  /// The program and the languages that it knows.
  private record Program(String command, List<String> languages) {}

  /// Looked for again after this time if it was not found: a machine may have been too busy to answer.
  private static final long LOOK_AGAIN_NANOS = Duration.ofMinutes(1).toNanos();

  /// What was found, and when it was looked for.
  private record Look(Optional<Program> program, long at) {}

  private static volatile @Nullable Look last;

  private final Program program;
  private final long end;

  private TextRecognition(Program program, Duration time) {
    this.program = program;
    end = System.nanoTime() + time.toNanos();
  }

  static boolean isInstalled() {
    return installed().isPresent();
  }

  private static Optional<Program> installed() {
    Look known = last;
    if (known == null || (known.program.isEmpty() && System.nanoTime() - known.at > LOOK_AGAIN_NANOS)) {
      known = new Look(find("tesseract"), System.nanoTime());
      last = known;
    }
    return known.program;
  }

  /// For one document, from now on; empty where Tesseract is not installed, or knows neither language.
  static Optional<TextRecognition> begin() {
    return installed().map(program -> new TextRecognition(program, TIME));
  }

  /// @param command in place of Tesseract
  static Optional<TextRecognition> begin(String command, Duration time) {
    return find(command).map(program -> new TextRecognition(program, time));
  }

  private static Optional<Program> find(String command) {
    try {
      Path said = Files.createTempFile("doppel-", ".txt");
      try {
        run(List.of(command, "--list-langs"), said.toFile(), System.nanoTime() + LISTING.toNanos());
        List<String> known = Files.readAllLines(said, UTF_8).stream().map(String::strip).toList();
        List<String> languages = LANGUAGES.stream().filter(known::contains).toList();
        return languages.isEmpty() ? Optional.empty() : Optional.of(new Program(command, languages));
      } finally {
        Files.deleteIfExists(said);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The text of a page; empty if there is none, no time for it, or the page holds too many dots.
  ///
  /// @param page from 0 on
  /// @throws IOException if no temporary file can be written
  String read(PDDocument document, int page) throws IOException {
    if (System.nanoTime() >= end
        || dots(document.getPage(page).getResources(), 0) > Runtime.getRuntime().maxMemory() * MAX_DOTS_A_BYTE) {
      return "";
    }
    Path folder = Files.createTempDirectory("doppel-");
    try {
      Path picture = folder.resolve("page.png");
      if (!ImageIO.write(drawn(document, page), "png", picture.toFile())) {
        return "";
      }
      return recognized(picture, folder.resolve("page"));
    } catch (BoundedRenderer.OutOfTimeException e) {
      return "";
    } finally {
      try (Stream<Path> left = Files.list(folder)) {
        for (Path each : left.toList()) {
          Files.deleteIfExists(each);
        }
      }
      Files.deleteIfExists(folder);
    }
  }

  /// Both languages together take some Hangul for Latin letters; Korean alone does not, but reads no English.
  private String recognized(Path picture, Path said) throws IOException {
    String both = recognized(picture, said, String.join("+", program.languages()));
    return program.languages().size() > 1 && both.codePoints().anyMatch(TextRecognition::isHangul)
        ? merged(both, recognized(picture, said, KOREAN))
        : both;
  }

  /// The lines of Korean as Korean alone reads them, and the others as both languages do; where the lines are not the
  /// same ones, all of them as what most of their letters are.
  static String merged(String both, String korean) {
    List<String> lines = both.lines().filter(line -> !line.isBlank()).toList();
    List<String> others = korean.lines().filter(line -> !line.isBlank()).toList();
    if (lines.size() != others.size()) {
      return isKorean(both) && !korean.isEmpty() ? korean : both;
    }
    StringBuilder text = new StringBuilder();
    int read = 0;
    for (String line : both.lines().toList()) {
      text.append(line.isBlank() ? "" : isKorean(line) ? others.get(read) : line).append('\n');
      read += line.isBlank() ? 0 : 1;
    }
    return text.toString().strip();
  }

  private static boolean isKorean(String text) {
    long hangul = text.codePoints().filter(TextRecognition::isHangul).count();
    return 2 * hangul > text.codePoints().filter(Character::isLetter).count();
  }

  private static boolean isHangul(int letter) {
    return letter >= '가' && letter <= '힣';
  }

  private String recognized(Path picture, Path said, String languages) throws IOException {
    List<String> command = List.of(program.command(), picture.toString(), said.toString(), "-l", languages);
    try {
      run(command, null, end);
    } catch (IOException e) {
      return ""; // It failed on this page, or there was no more time.
    }
    Path text = said.resolveSibling(said.getFileName() + ".txt");
    return Files.exists(text) && Files.size(text) <= MAX_TEXT ? Files.readString(text, UTF_8).strip() : "";
  }

  private BufferedImage drawn(PDDocument document, int page) throws IOException {
    PDFRenderer renderer = new BoundedRenderer(document, end, MAX_DOTS);
    renderer.setSubsamplingAllowed(true);
    PDRectangle box = document.getPage(page).getCropBox();
    double inches = Math.max(1, box.getWidth()) / POINTS * Math.max(1, box.getHeight()) / POINTS;
    float resolution = (float) Math.min(RESOLUTION, Math.sqrt(MAX_DOTS / inches));
    return renderer.renderImage(page, resolution / POINTS, ImageType.GRAY);
  }

  /// Dots of all pictures that a page may show, by what they say of themselves.
  private static double dots(@Nullable PDResources resources, int depth) throws IOException {
    if (resources == null) {
      return 0;
    }
    double dots = 0;
    for (COSName name : resources.getXObjectNames()) {
      TimeLimit.check();
      if (resources.isImageXObject(name)) {
        COSStream picture = resources.getCOSObject().getCOSDictionary(COSName.XOBJECT).getCOSStream(name);
        dots += picture == null ? 0 : (double) picture.getInt(COSName.WIDTH) * picture.getInt(COSName.HEIGHT);
      } else if (depth < MAX_DEPTH) {
        PDXObject form = resources.getXObject(name);
        dots += form instanceof PDFormXObject inner ? dots(inner.getResources(), depth + 1) : 0;
      } else {
        return Double.MAX_VALUE;
      }
    }
    return dots;
  }

  /// @param out gets what the program prints, null if that is of no interest
  /// @throws IOException if it cannot be started, fails, or takes too long
  private static void run(List<String> command, @Nullable File out, long end) throws IOException {
    List<String> bounded = new ArrayList<>(command);
    if (File.separatorChar == '/') {
      // Beside others, and within bounds; the program's own name and values are no part of the script.
      bounded.addAll(0, List.of("sh", "-c", "ulimit -v " + MEMORY + "; exec nice \"$@\"", "sh"));
    }
    ProcessBuilder builder = new ProcessBuilder(bounded);
    builder.environment().put("OMP_THREAD_LIMIT", "1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectOutput(out == null ? ProcessBuilder.Redirect.DISCARD : ProcessBuilder.Redirect.to(out));
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new IOException(command.getFirst() + " takes too long");
      }
      if (process.exitValue() != 0) {
        throw new IOException("%s ended with %d".formatted(command.getFirst(), process.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("given up");
    } finally {
      Process _ = process.destroyForcibly();
    }
  }
}
