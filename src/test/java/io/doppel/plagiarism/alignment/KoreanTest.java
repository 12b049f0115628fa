package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.reading.LexicalSimilarity;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Korean copies: as they are, with other spaces, and with the sentences in another order.
class KoreanTest {

  private static final List<String> TIDES =
      List.of(
          "달은 가까운 쪽 바닷물을 지구의 나머지 부분보다 조금 더 세게 끌어당긴다.",
          "그래서 바다는 하루에 두 번 항구의 벽을 타고 올랐다가 다시 가라앉는다.",
          "해와 달이 한 줄로 늘어서서 함께 끌어당기면 물은 가장 높이 차오른다.",
          "어부들은 달력을 보고 배를 띄울 시간을 정하며 갯벌에 나갈 날을 고른다.");
  private static final String BEFORE = "우리 할머니는 겨울마다 손수 만든 음식을 공책에 적어 두셨다. 😀 여백에는 값과 이름이 빼곡했다. ";
  private static final String AFTER = " 그 공책은 지금 내 책상 서랍에 있다. 글씨는 해마다 조금씩 흐려진다.";
  private static final String SOURCE = "학교에서는 바람과 구름을 먼저 배운다. " + String.join(" ", TIDES) + " 내일은 별자리를 배울 차례이다.";

  @Test
  void a_copy_is_cut_exactly() {
    String copied = String.join(" ", TIDES);
    Case found = only(BEFORE + copied + AFTER);
    assertThat(found.kind()).isEqualTo(Kind.VERBATIM);
    assertThat(found.here().of(BEFORE + copied + AFTER)).isEqualTo(copied).isEqualTo(found.there().of(SOURCE));
  }

  @Test
  void one_copied_sentence_of_as_much_as_fifteen_english_words_is_found_and_a_shorter_one_is_not() {
    String sentence = "조수는 달과 해가 바닷물을 당겨서 생기며 하루에 두 번 항구의 벽을 타고 오른다.";
    assertThat(sentence.codePoints().filter(Character::isLetter)).hasSize(32);
    String source = "학교에서는 별을 먼저 배운다. " + sentence;
    Case found = Plagiarism.compare(BEFORE + sentence + AFTER, source, new BagOfWordsEncoder()).getFirst();
    assertThat(found.here().of(BEFORE + sentence + AFTER)).isEqualTo(sentence);
    String phrase = "궁금하신 점은 언제든지 저희 학교로 물어봐 주시기 바랍니다.";
    assertThat(Plagiarism.compare(BEFORE + phrase + AFTER, "학교에서는 별을 먼저 배운다. " + phrase, new BagOfWordsEncoder()))
        .isEmpty();
  }

  @Test
  void a_long_run_without_spaces_is_cut_where_the_copy_ends_and_not_to_a_mark_in_it() {
    String one = "潮汐二十四小時涨落两次海水漫上礁石又退回深处渔夫依历出海";
    String two = "月球引力使近侧海水隆起太阳与月成直线时潮位最高低地皆没";
    String here = "甲" + one + "。" + two + "乙";
    String there = "丙" + one + "。" + two + "丁";
    Case found = Plagiarism.compare(here, there, new BagOfWordsEncoder()).getFirst();
    assertThat(found.here().of(here)).contains(one + "。" + two);
    String korean = "가나다라마바사아자차카타파하거너더러머버서어저처커";
    String other = "고노도로모보소오조초코토포호구누두루무부수우주추쿠";
    List<Case> cases =
        Plagiarism.compare(
            "갑" + korean + " " + other + "을", "병" + korean + " " + other + "정", new BagOfWordsEncoder());
    assertThat(cases).hasSize(1);
  }

  @Test
  void what_a_copied_run_of_syllables_leaves_over_is_what_lies_beside_it() {
    String run = "바다는하루에두번항구의벽을타고올랐다가다시가라앉는것을반복";
    Reading here = Reading.of("", run + "한다.", new BagOfWordsEncoder());
    Reading there = Reading.of("", run + "했지.", new BagOfWordsEncoder());
    LexicalSimilarity similarity = new LexicalSimilarity(here, there);
    Span copy = new Span(0, run.length());
    assertThat(similarity.rest(here, 0, copy, there, 0, copy)).isZero();
  }

  @Test
  void a_copy_with_other_spaces_is_a_light_edit_with_the_same_words() {
    String respaced = String.join(" ", TIDES).replace("바닷물을", "바닷 물을").replace("끌어당긴다", "끌어 당긴다").replace("두 번", "두번");
    String text = BEFORE + respaced + AFTER;
    Case found = only(text);
    assertThat(found.kind()).isEqualTo(Kind.LIGHT);
    assertThat(found.evidence().sharedWords()).isEqualTo(1);
    assertThat(found.evidence().inOrder()).isEqualTo(1);
    assertThat(found.here().of(text)).isEqualTo(respaced);
    assertThat(found.there().of(SOURCE)).isEqualTo(String.join(" ", TIDES));
  }

  @Test
  void sentences_in_another_order_are_found_each_where_it_stands() {
    String text = BEFORE + String.join(" ", TIDES.reversed()) + AFTER;
    List<Case> cases = Plagiarism.compare(text, SOURCE, new BagOfWordsEncoder());
    for (String sentence : TIDES) {
      assertThat(cases)
          .as(sentence)
          .anySatisfy(
              found -> {
                assertThat(found.here().of(text)).contains(sentence);
                assertThat(found.there().of(SOURCE)).contains(sentence);
              });
    }
    assertThat(cases).allSatisfy(found -> assertThat(found.here().of(text)).doesNotContain("공책", "서랍"));
  }

  private static Case only(String text) {
    List<Case> cases = Plagiarism.compare(text, SOURCE, new BagOfWordsEncoder());
    assertThat(cases).hasSize(1);
    return cases.getFirst();
  }
}
