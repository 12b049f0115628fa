package io.doppel.duplicates.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What holds of all guards, tried on many texts.
class GuardPropertiesTest {

  private static final long SEED = Long.getLong("doppel.seed", 20_261_129);

  private static final List<String> FRAMES =
      List.of(
          "Where is my order %s?",
          "The device %s is down again.",
          "Ticket %s",
          "The maker called %s back last week because of a fault in its brakes, and asks all owners to stop "
              + "using it until it has been repaired.",
          "Why does %s not start after the update?",
          "%s 기종은 언제 나오나요?",
          "주문 %s 어디까지 왔나요?");

  private static final List<Path> PAIRS =
      List.of(
          Path.of("src/test/resources/minimal-pairs/pairs.development.tsv"),
          Path.of("src/test/resources/question-pairs/pairs.en.tsv"),
          Path.of("src/test/resources/question-pairs/pairs.ko.tsv"));

  @Test
  void to_change_one_digit_or_letter_of_an_identifier_is_always_a_contrast() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      String identifier = identifier(random);
      String changed = changed(identifier, random);
      String frame = FRAMES.get(random.nextInt(FRAMES.size()));
      String here = frame.formatted(identifier);
      String there = frame.formatted(changed);
      assertThat(Guards.between(here, there)).as("%s | %s, seed %d", here, there, SEED).isNotEmpty();
      assertThat(Guards.between(there, here)).as("%s | %s, seed %d", there, here, SEED).isNotEmpty();
    }
  }

  @Test
  void a_text_against_itself_is_never_a_contrast() throws IOException {
    Random random = new Random(SEED);
    List<String> texts = new ArrayList<>(pairs().stream().flatMap(pair -> List.of(pair[2], pair[3]).stream()).toList());
    for (int i = 0; i < 500; i++) {
      texts.add(FRAMES.get(random.nextInt(FRAMES.size())).formatted(identifier(random)));
      texts.add(noise(random));
    }
    for (String text : texts) {
      assertThat(Guards.between(text, text)).as("%s, seed %d", text, SEED).isEmpty();
    }
  }

  @Test
  void a_contrast_is_seen_from_either_side() throws IOException {
    for (String[] pair : pairs()) {
      assertThat(kinds(pair[3], pair[2])).as("%s | %s", pair[2], pair[3]).isEqualTo(kinds(pair[2], pair[3]));
    }
  }

  @Test
  void any_two_texts_can_be_compared() {
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      assertThat(Guards.between(noise(random), noise(random))).as("seed %d", SEED).isNotNull();
    }
  }

  private static List<Guard> kinds(String here, String there) {
    return Guards.between(here, there).stream().map(Contrast::guard).sorted().toList();
  }

  private static List<String[]> pairs() throws IOException {
    List<String[]> pairs = new ArrayList<>();
    for (Path file : PAIRS) {
      Files.readAllLines(file).forEach(line -> pairs.add(line.split("\t", -1)));
    }
    return pairs;
  }

  private static String identifier(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> digits(random, 3 + random.nextInt(12));
      case 1 -> letters(random, 2) + digits(random, 3);
      case 2 -> letters(random, 2) + "-" + digits(random, 4) + letters(random, 1);
      case 3 ->
          IntStream.range(0, 4)
              .mapToObj(_ -> digits(random, 1 + random.nextInt(3)))
              .reduce((a, b) -> a + "." + b)
              .orElseThrow();
      case 4 -> digits(random, 2) + "." + digits(random, 1) + "." + digits(random, 2);
      default -> digits(random, 2) + "QX" + digits(random, 3);
    };
  }

  private static String digits(Random random, int count) {
    StringBuilder digits = new StringBuilder().append((char) ('1' + random.nextInt(9)));
    while (digits.length() < count) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private static String letters(Random random, int count) {
    StringBuilder letters = new StringBuilder();
    while (letters.length() < count) {
      letters.append((char) ('A' + random.nextInt(26)));
    }
    return letters.toString();
  }

  private static String changed(String identifier, Random random) {
    int at = random.nextInt(identifier.length());
    while (!Character.isLetterOrDigit(identifier.charAt(at))) {
      at = random.nextInt(identifier.length());
    }
    char old = identifier.charAt(at);
    char changed = old;
    while (changed == old) {
      changed = Character.isDigit(old) ? (char) ('0' + random.nextInt(10)) : (char) ('A' + random.nextInt(26));
    }
    return identifier.substring(0, at) + changed + identifier.substring(at + 1);
  }

  /// Letters, digits, signs and pictures in any order.
  private static String noise(Random random) {
    String all = "aAbUS.,-+=<>!?'\"/#①½😀😡\ud83d 0123가나안못없이십천만원번째제은는을ㅋ\t\n%$€x";
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(40);
    while (text.length() < length) {
      text.append(all.charAt(random.nextInt(all.length())));
    }
    return text.toString();
  }
}
