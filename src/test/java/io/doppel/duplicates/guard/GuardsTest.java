package io.doppel.duplicates.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NEGATION | Which foods contain gluten?          | Which foods don't contain gluten?
          NEGATION | 카드로 결제할 수 있나요?             | 카드로 결제할 수 없나요?
          NEGATION | 오늘은 학교에 가요.                  | 오늘은 학교에 안 가요.
          NEGATION | 친구가 약속을 지켰어요.              | 친구가 약속을 지키지 않았어요.
          OPPOSITE | How do I turn on data roaming?       | How do I turn off data roaming?
          OPPOSITE | How do I block a phone number?       | How do I unblock a phone number?
          OPPOSITE | What is the cheapest hotel?          | What is the most expensive hotel?
          OPPOSITE | 알람을 켜려면 어떻게 하나요?         | 알람을 끄려면 어떻게 하나요?
          OPPOSITE | 공개 계정으로 바꾸는 법              | 비공개 계정으로 바꾸는 법
          NUMBER   | Do I need a visa to stay for 90 days? | Do I need a visa to stay for 30 days?
          NUMBER   | Do I have to give two weeks' notice? | Do I have to give two months' notice?
          NUMBER   | How do I upgrade from Java 8?        | How do I upgrade from Java 17?
          NUMBER   | 토요일에 은행이 여나요?              | 수요일에 은행이 여나요?
          ROLE     | How do I get from Seoul to Busan?    | How do I get from Busan to Seoul?
          ROLE     | Can an employer sue an employee?     | Can an employee sue an employer?
          ROLE     | 달러를 원으로 환전하려면?            | 원을 달러로 환전하려면?
          REPLACEMENT | How do I cite a book in a paper?  | How do I cite a website in a paper?
          REPLACEMENT | 지하철에 물건을 두고 내렸어요.    | 택시에 물건을 두고 내렸어요.
          REPLACEMENT | How are hailstones formed?        | How are icebergs formed?
          NARROWING | How long does a marathon take?      | How long does a half marathon take?
          NARROWING | What does a parcel cost?            | What does an insured parcel cost?
          NARROWING | Where do I hire a skipper?          | Where can I hire a boat skipper?
          NARROWING | 택배 요금은 얼마인가요?             | 국제 택배 요금은 얼마인가요?
          OPPOSITE | How do I lock the screen of my tablet? | My screen is black, how do I unlock it?
          OPPOSITE | 특정 번호를 차단하려면 어떻게 하나요? | 차단한 번호를 해제하려면 어떻게 하나요?
          OPPOSITE | Is the lake cold in winter?          | Is the lake hot in summer?
          ROLE     | Which bus goes from Rome to Naples?  | How do I get from Naples to Rome by bus?
          """)
  void a_contrast_in_one_point_is_found_from_either_side(Guard guard, String here, String there) {
    assertThat(Guards.between(here, there)).extracting(Contrast::guard).containsOnly(guard);
    assertThat(Guards.between(there, here)).extracting(Contrast::guard).containsOnly(guard);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Why is the gym not open today?            | Why is the gym closed today?
          The cat was bitten by the dog.            | The dog bit the cat.
          Is Mars smaller than Earth?               | Is Earth bigger than Mars?
          Can I stay for two weeks?                 | Can I stay for 14 days?
          How do I go by bus from Rome to Naples?   | How do I go from Rome to Naples by bus?
          Isn't this film good?                     | Is this film good?
          How do I fix a dripping tap at home?      | How do I repair a dripping tap at home?
          Should I learn French or Spanish?         | Should I learn Spanish or French?
          왜 문이 안 열리나요?                      | 문이 왜 열리지 않나요?
          문이 닫혀 있어요.                         | 문이 열려 있지 않아요.
          이제 버스 안타                            | 이제 버스 타지 말아야지
          친구인 줄 알았는데 아니었어.              | 친구인 줄 알았는데 아니구나.
          야구에서 안타가 뭐예요?                   | 야구에서 안타는 뭐예요?
          커피 두 잔에 얼마예요?                    | 커피 2잔에 얼마인가요?
          지하철이 버스보다 빠른가요?               | 버스보다 지하철이 더 빠른가요?
          친구랑 동생이 언제 만났나요?              | 친구가 동생이랑 언제 만났나요?
          치마를 입을까요?                          | 바지를 벗고 치마 입을까요?
          Can I stay for a whole week?              | Can I stay for a week?
          How do I quickly peel garlic?             | How do I peel garlic?
          How do I cancel a train ticket?           | How do I cancel a train ticket I booked?
          The boat sank in a storm.                 | The sailing boat sank in a storm.
          여자들이 좋아하는 음식이 뭐예요?          | 여자들이 보통 좋아하는 음식이 뭐예요?
          """)
  void the_same_in_other_words_sets_off_no_guard(String here, String there) {
    assertThat(Guards.between(here, there)).isEmpty();
  }

  @Test
  void texts_that_differ_in_more_than_one_point_are_left_to_the_embedding() {
    assertThat(Guards.between("How do I turn on data roaming?", "Why does my cat turn off when it rains?")).isEmpty();
    assertThat(Guards.between("2 dogs", "a treatise on 3 kinds of clouds")).isEmpty();
  }

  @Test
  void merging_is_the_opposite_of_splitting_although_what_goes_in_comes_out() {
    assertThat(Guards.between("How do I merge several files into one?", "How do I split one file into several?"))
        .containsExactly(new Contrast(Guard.OPPOSITE, "merge", "split"));
    assertThat(Guards.between("파일 여러 개를 하나로 합치려면 어떻게 하나요?", "파일 하나를 여러 개로 나누려면 어떻게 하나요?"))
        .containsExactly(new Contrast(Guard.OPPOSITE, "합치려면", "나누려면"));
  }

  @Test
  void what_stands_in_quotation_marks_is_meant_to_the_letter() {
    assertThat(Guards.between("'로서'와 '로써'는 어떻게 다른가요?", "'대로'와 '데로'는 어떻게 다른가요?"))
        .containsExactly(new Contrast(Guard.REPLACEMENT, "로서 로써", "대로 데로"));
    assertThat(Guards.between("When do I use \"affect\"?", "What does \"affect\" mean?")).isEmpty();
    assertThat(Guards.between("What's in my dogs' food?", "What's in my cats' food?")).hasSize(1);
  }

  @Test
  void what_only_one_question_adds_is_named_on_its_side() {
    assertThat(Guards.between("When does the law library open?", "When does the library open?"))
        .containsExactly(new Contrast(Guard.NARROWING, "law", ""));
    assertThat(Guards.between("When does the library open?", "When does the law library open?"))
        .containsExactly(new Contrast(Guard.NARROWING, "", "law"));
  }

  @Test
  void a_contrast_names_the_words_of_both_sides() {
    assertThat(Guards.between("How do I enable cookies?", "How do I disable cookies?"))
        .containsExactly(new Contrast(Guard.OPPOSITE, "enable", "disable"));
    assertThat(Guards.between("What can I cook in ten minutes?", "What can I cook in 30 minutes?"))
        .containsExactly(new Contrast(Guard.NUMBER, "ten minutes", "30 minutes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "?", "not", "안", "$", "12:", "3.4.5", "😀", "\ud800", "a\u0000b"})
  void any_text_can_be_compared(String text) {
    assertThat(Guards.between(text, text)).isEmpty();
    assertThat(Guards.between(text, "How do I get from Seoul to Busan in 3 hours?")).isEmpty();
  }

  /// The pairs in `pairs.heldout.tsv` were written before the rules and not looked at for them.
  @ParameterizedTest
  @ValueSource(strings = {"development", "heldout"})
  void of_the_minimal_pairs_at_least_85_in_100_set_off_a_guard(String half) throws IOException {
    List<String[]> pairs =
        Files.readAllLines(Path.of("src/test/resources/minimal-pairs/pairs." + half + ".tsv")).stream()
            .map(line -> line.split("\t"))
            .toList();
    List<String[]> different = pairs.stream().filter(pair -> pair[1].equals("0")).toList();
    assertThat(different).hasSizeGreaterThan(100);
    assertThat(fired(different)).isGreaterThanOrEqualTo(.85 * different.size());
    List<String[]> same = pairs.stream().filter(pair -> pair[1].equals("1")).toList();
    assertThat(fired(same)).isLessThanOrEqualTo(.1 * same.size());
  }

  /// Written before the rules for questions that are put in other words. The rules find less than half of them.
  @Test
  void of_the_reworded_pairs_at_least_40_in_100_set_off_a_guard() throws IOException {
    List<String[]> pairs =
        Files.readAllLines(Path.of("src/test/resources/minimal-pairs/pairs.reworded.tsv")).stream()
            .map(line -> line.split("\t"))
            .toList();
    List<String[]> different = pairs.stream().filter(pair -> pair[1].equals("0")).toList();
    assertThat(different).hasSizeGreaterThan(60);
    assertThat(fired(different)).isGreaterThanOrEqualTo(.4 * different.size());
    List<String[]> same = pairs.stream().filter(pair -> pair[1].equals("1")).toList();
    assertThat(fired(same)).isLessThanOrEqualTo(.1 * same.size());
  }

  private static double fired(List<String[]> pairs) {
    return pairs.stream().filter(pair -> !Guards.between(pair[2], pair[3]).isEmpty()).count();
  }
}
