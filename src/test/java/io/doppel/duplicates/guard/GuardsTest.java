package io.doppel.duplicates.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
          NARROWING | 회의실 예약은 어떻게 하나요?        | 단체 회의실 예약은 어떻게 하나요?
          OPPOSITE | How do I lock the screen of my tablet? | My screen is black, how do I unlock it?
          OPPOSITE | 특정 번호를 차단하려면 어떻게 하나요? | 차단한 번호를 해제하려면 어떻게 하나요?
          OPPOSITE | Is the lake cold in winter?          | Is the lake hot in summer?
          ROLE     | Which bus goes from Rome to Naples?  | How do I get from Naples to Rome by bus?
          NUMBER   | Parcel 4450017 is late.              | Parcel 4450018 is late.
          NUMBER   | The printer 172.16.4.9 is offline.   | The printer 172.16.4.8 is offline.
          NUMBER   | What is new in Maven 3.9.11?         | What is new in Maven 3.9.12?
          NUMBER   | Serial number TX-5512C               | Serial number TX-5512D
          NUMBER   | It was -8 degrees at dawn.           | It was +8 degrees at dawn.
          NUMBER   | 제3조를 읽어 주세요.                | 제5조를 읽어 주세요.
          NUMBER   | 손님 사십 명이 다녀갔다             | 손님 오십 명이 다녀갔다
          NUMBER   | 삼천 원입니다                       | 칠천 원입니다
          NUMBER   | 세 번째 골목입니다                  | 네 번째 골목입니다
          NUMBER   | ③번 그림을 보세요                  | ④번 그림을 보세요
          NUMBER   | 천 명                               | 만 명
          NUMBER   | Read part Ⅳ today.                   | Read part Ⅵ today.
          NUMBER   | Take ½ spoon of salt.                | Take ¼ spoon of salt.
          NUMBER   | नाव में १२ लोग हैं                     | नाव में १३ लोग हैं
          NUMBER   | １２명이 왔다                       | １３명이 왔다
          NUMBER   | She came 21st in the race.           | She came 22nd in the race.
          NUMBER   | The parcel weighs 2,5 kg.            | The parcel weighs 25 kg.
          REPLACEMENT | Write to a@harbour.example         | Write to b@harbour.example
          REPLACEMENT | See https://harbour.example/a      | See https://harbour.example/b
          REPLACEMENT | ✓ washed                           | ✗ washed
          REPLACEMENT | WHERE price > 5                   | WHERE price < 5
          REPLACEMENT | while (i == n) wait();            | while (i != n) wait();
          REPLACEMENT | Vaccines against hepatitis A      | Vaccines against hepatitis B
          REPLACEMENT | A course on C#                    | A course on C
          REPLACEMENT | Start ./run first.                | Start /run first.
          REPLACEMENT | The soup was cold 😀              | The soup was cold 😡
          REPLACEMENT | The museum shows letters of soldiers from World War I. | The museum shows letters of soldiers from World War II.
          REPLACEMENT | Please bring the signed form to Dr Lund before the end of the month so that we can plan your stay. | Please bring the signed form to Dr Okafor before the end of the month so that we can plan your stay.
          NARROWING   | Only guests may use the pool.     | Guests may use the pool.
          NARROWING   | 직원만 들어갈 수 있습니다.        | 직원은 들어갈 수 있습니다.
          NEGATION    | 바꿀 수 있다.                     | 바꿀 수 없다.
          NEGATION    | 결제됩니다                        | 결제안됩니다
          NEGATION    | 예약이 돼요                       | 예약이 안돼요
          NEGATION    | 재미있어요                        | 재미없어요
          NEGATION    | 재고 있음                         | 재고 없음
          NEGATION    | 이 창문을 만드세요.               | 이 창문을 만들지 마세요.
          OPPOSITE    | 취식 가능                         | 취식 불가
          OPPOSITE    | 신고가 필요합니다                 | 신고가 불필요합니다
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
          １２ boats are here.                      | 12 boats are here.
          Add 1/2 spoon.                            | Add ½ spoon.
          She came 1st.                             | She came first.
          Why is the gym not open today?            | Why is the gym closed today?
          The mouse was chased by the owl.          | The owl chased the mouse.
          Is Mars smaller than Earth?               | Is Earth bigger than Mars?
          Can I stay for two weeks?                 | Can I stay for 14 days?
          How do I go by bus from Rome to Naples?   | How do I go from Rome to Naples by bus?
          Isn't this film good?                     | Is this film good?
          How do I fix a dripping tap at home?      | How do I repair a dripping tap at home?
          Should I learn French or Spanish?         | Should I learn Spanish or French?
          왜 화면이 안 켜지나요?                    | 화면이 왜 켜지지 않나요?
          문이 닫혀 있어요.                         | 문이 열려 있지 않아요.
          이제 버스 안타                            | 이제 버스 타지 말아야지
          친구인 줄 알았는데 아니었어.              | 친구인 줄 알았는데 아니구나.
          야구에서 안타가 뭐예요?                   | 야구에서 안타는 뭐예요?
          커피 두 잔에 얼마예요?                    | 커피 2잔에 얼마인가요?
          자전거가 당나귀보다 느린가요?             | 당나귀보다 자전거가 더 느린가요?
          친구랑 동생이 언제 만났나요?              | 친구가 동생이랑 언제 만났나요?
          치마를 입을까요?                          | 바지를 벗고 치마 입을까요?
          Can I stay for a whole week?              | Can I stay for a week?
          How do I quickly peel garlic?             | How do I peel garlic?
          How do I cancel a train ticket?           | How do I cancel a train ticket I booked?
          The boat sank in a storm.                 | The sailing boat sank in a storm.
          여자들이 좋아하는 음식이 뭐예요?          | 여자들이 보통 좋아하는 음식이 뭐예요?
          Who is the president of the USA?          | Who is the president of the United States?
          She works for the WHO in Nairobi.         | She works for the World Health Organization in Nairobi.
          A ship of the U.S. navy                   | A ship of the US navy
          When does Dr. Brandt open?                | When does Doctor Brandt open?
          The lake is 1.6 km long.                  | The lake is a mile long.
          Sales rose to 6.32 million.               | Sales rose to 6.3 million.
          Well done 😀                              | Well done 😃
          사십 명이 다녀갔다                        | 40명이 다녀갔다
          삼천 원입니다                             | 3천원입니다
          첫 번째 골목                              | 첫째 골목
          예약이 안 됩니다                          | 예약이 되지 않습니다
          기억이 안 나요                            | 까먹었어요
          고양이를 키우고 싶어                      | 고양이를 못 키워
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
    assertThat(Guards.between("When does the tax office open?", "When does the office open?"))
        .containsExactly(new Contrast(Guard.NARROWING, "tax", ""));
    assertThat(Guards.between("When does the office open?", "When does the tax office open?"))
        .containsExactly(new Contrast(Guard.NARROWING, "", "tax"));
  }

  @Test
  void two_differences_are_both_named() {
    assertThat(Guards.between("Train IC204 to Basel leaves from track 7.", "Train IC208 to Milan leaves from track 7."))
        .containsExactly(
            new Contrast(Guard.NUMBER, "ic204", "ic208"), new Contrast(Guard.REPLACEMENT, "basel", "milan"));
    assertThat(Guards.between("이민준님의 회원 번호는 7701번입니다.", "최서연님의 회원 번호는 7702번입니다."))
        .extracting(Contrast::guard)
        .contains(Guard.NUMBER);
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

  /// Half of each kind say the same. The pairs in `pairs.kinds-heldout.tsv` are measured and asserted nowhere.
  @Test
  void of_each_kind_of_minimal_pairs_nine_in_ten_are_told_apart() throws IOException {
    Map<String, List<String[]>> kinds =
        Files.readAllLines(Path.of("src/test/resources/minimal-pairs/pairs.kinds.tsv")).stream()
            .map(line -> line.split("\t"))
            .collect(Collectors.groupingBy(pair -> pair[0].replaceAll("-\\d+$", "")));
    assertThat(kinds).hasSize(20);
    kinds.forEach(
        (kind, pairs) -> {
          long right =
              pairs.stream()
                  .filter(pair -> Guards.between(pair[2], pair[3]).isEmpty() == pair[1].equals("1"))
                  .count();
          assertThat((double) right / pairs.size()).as(kind).isGreaterThanOrEqualTo(.9);
        });
  }

  @Test
  void of_further_minimal_pairs_nine_in_ten_are_told_apart() throws IOException {
    List<String[]> pairs =
        Files.readAllLines(Path.of("src/test/resources/minimal-pairs/pairs.further.tsv")).stream()
            .map(line -> line.split("\t", -1))
            .toList();
    long right =
        pairs.stream().filter(pair -> Guards.between(pair[2], pair[3]).isEmpty() == pair[1].equals("1")).count();
    assertThat((double) right / pairs.size()).isGreaterThanOrEqualTo(.9);
  }

  @Test
  void may_is_a_month_with_a_capital_or_a_number_and_a_verb_elsewhere() {
    assertThat(Guards.between("You have to enrol by 3 May.", "You have to enrol by 3 June."))
        .extracting(Contrast::guard)
        .containsExactly(Guard.NUMBER);
    assertThat(Guards.between("The rooms must be booked in May.", "The rooms have to be booked in May.")).isEmpty();
    assertThat(Guards.between("May 3 is when riders must enrol.", "Riders must enrol on May 3.")).isEmpty();
    assertThat(Guards.between("May riders carry a light?", "Must riders carry a light?"))
        .extracting(Contrast::guard)
        .containsExactly(Guard.MODALITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Riders must carry a light.|Riders may carry a light.",
        "Do I have to print the ticket?|Can I print the ticket?",
        "All rooms have a desk.|Some rooms have a desk.",
        "They plan to repair the roof.|They repaired the roof.",
        "표를 미리 예매해야 합니다.|표를 미리 예매해도 됩니다.",
        "어린이만 탈 수 있어요.|어린이도 탈 수 있어요.",
        "모든 방에 창이 있어요.|일부 방에 창이 있어요.",
        "집을 고치고 싶어요.|집을 고쳤어요.",
      })
  void what_must_be_is_told_from_what_may_be_and_all_from_some(String one, String other) {
    assertThat(Guards.between(one, other)).extracting(Contrast::guard).containsExactly(Guard.MODALITY);
    assertThat(Guards.between(other, one)).extracting(Contrast::guard).containsExactly(Guard.MODALITY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "How can I renew my passport?|How do I renew my passport?",
        "You must not feed the ducks.|You may not feed the ducks.",
        "The ferry leaves at 6:15 pm.|The ferry leaves at 18:15.",
        "The shop is closed on 2 May.|The shop is closed on May 2.",
        "The jug holds 2 l.|The jug holds 2 litres.",
        "No more than six guests fit in.|At most six guests fit in.",
        "The pear is as sweet as the plum.|The plum is as sweet as the pear.",
        "How far is it from Bath to Exeter?|How far is it from Exeter to Bath?",
        "회의가 오후 3시 20분에 시작해요.|회의가 15:20에 시작해요.",
        "연세대에 다녀요.|연세대학교에 다녀요.",
        "우유 200밀리리터를 넣으세요.|우유 200ml를 넣으세요.",
        "돈을 많이 벌었으면 좋겠어요.|돈을 많이 벌고 싶어요.",
      })
  void what_is_put_otherwise_is_no_contrast(String one, String other) {
    assertThat(Guards.between(one, other)).isEmpty();
    assertThat(Guards.between(other, one)).isEmpty();
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
