package io.doppel.duplicates.resemblance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.judgement.Judgement.Shares;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.duplicates.guard.Guard;
import io.doppel.duplicates.guard.Template;
import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResemblanceTest {

  private static final Calibration CALIBRATION = CosineCalibration.of(.5, 20, .83);
  private static final Judge JUDGE = Judge.of(CALIBRATION);
  private static final String NOTICE = "Nothing in these pages may be lent or sold without leave of the office. ";

  @Test
  void two_single_passages_are_as_alike_as_their_cosine_and_their_words() {
    EmbeddedDocument one = document("a", "", part("The well is dry.", 0));
    EmbeddedDocument other = document("b", "", part("There is no water in the well.", 30));
    Resemblance resemblance = Resemblance.of(one, other);
    float cosine = one.embeddings().getFirst().cosine(other.embeddings().getFirst());
    assertThat(resemblance.similarity()).isEqualTo(cosine);
    assertThat(resemblance.judge(JUDGE))
        .isEqualTo(JUDGE.judge("The well is dry.", "There is no water in the well.", cosine));
  }

  @Test
  void a_passage_that_both_share_makes_no_duplicates() {
    Resemblance resemblance =
        Resemblance.of(
            document("a", "", part(NOTICE, 0), part("The heron waits in the reeds until the evening comes. ", 90)),
            document("b", "", part(NOTICE, 0), part("The bakery sells rye bread and closes early on Friday. ", 180)));
    assertThat(resemblance.similarity()).isBetween(.4f, .7f);
    assertThat(resemblance.judge(JUDGE).verdict()).isNotEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void a_part_of_a_document_is_no_duplicate_of_it_whichever_comes_first() {
    EmbeddedDocument part = document("a", "", part(NOTICE, 0));
    EmbeddedDocument whole =
        document(
            "b",
            "",
            part(NOTICE, 0),
            part("The heron waits in the reeds until evening. ".repeat(3), 90));
    assertThat(Resemblance.of(part, whole).similarity())
        .isEqualTo(Resemblance.of(whole, part).similarity())
        .isLessThan(.5f);
    assertThat(Resemblance.of(part, whole).judge(JUDGE).verdict()).isEqualTo(Verdict.DIFFERENT);
  }

  @Test
  void the_same_passages_in_another_order_are_the_same() {
    Resemblance resemblance =
        Resemblance.of(
            document("a", "", part(NOTICE, 0), part("The heron waits in the reeds. ", 90)),
            document("b", "", part("The heron waits in the reeds. ", 90), part(NOTICE, 0)));
    assertThat(resemblance.similarity()).isCloseTo(1, within(1e-6f));
    assertThat(resemblance.judge(JUDGE).verdict()).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void one_number_that_differs_in_one_passage_speaks_against_the_whole() {
    Judge guarded = guarded();
    EmbeddedDocument one =
        document(
            "a",
            "",
            part(NOTICE.repeat(5), 0),
            part("The rent is 300 a month. ", 90),
            part("It is paid in May. ", 180));
    EmbeddedDocument other =
        document(
            "b",
            "",
            part(NOTICE.repeat(5), 0),
            part("The rent is 900 a month. ", 90),
            part("It is paid in May. ", 180));
    Judgement judgement = Resemblance.of(one, other).judge(guarded);
    assertThat(judgement.contrasts()).extracting(Contrast::guard).containsExactly(Guard.NUMBER);
    assertThat(judgement.probability()).isLessThanOrEqualTo(guarded.calibration().guardFactor());
  }

  @Test
  void titles_count() {
    Judge guarded = guarded();
    String text =
        "Please find what you have asked for in the attachment. Payment is due within a month. Write to us "
            + "with any question.";
    Judgement judgement =
        Resemblance.of(
                document("a", "Receipt 2031", part(text, 0)),
                document("b", "Receipt 2032", part(text, 2)))
            .judge(guarded);
    assertThat(judgement.contrasts()).extracting(Contrast::guard).contains(Guard.NUMBER);
    assertThat(judgement.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(
            Resemblance.of(
                    document("a", "Receipt 2031", part(text, 0)),
                    document("b", "Receipt 2031", part(text, 2)))
                .judge(guarded)
                .verdict())
        .isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void a_document_without_a_text_is_judged_by_its_title() {
    Judgement judgement =
        Resemblance.of(
                document("a", "How do I open the gate?", part("", 0)),
                document("b", "How do I open the gate?", part("", 0)))
            .judge(JUDGE);
    assertThat(judgement).isEqualTo(JUDGE.judge("How do I open the gate?", "How do I open the gate?", 1));
  }

  @Test
  void boilerplate_makes_no_duplicates_and_keeps_none_apart() {
    Boilerplate boilerplate = boilerplate(NOTICE, 8);
    String heron = "The heron waits in the reeds until the evening comes. ";
    EmbeddedDocument one = document("a", "", part(NOTICE, 0), part(heron, 90));
    EmbeddedDocument other = document("b", "", part(NOTICE, 0), part("The bakery sells rye bread. ", 180));
    EmbeddedDocument bare = document("c", "", part(heron, 92));
    assertThat(Resemblance.of(one, other, boilerplate).similarity()).isCloseTo(0, within(1e-6f));
    assertThat(Resemblance.of(one, bare, boilerplate).similarity()).isGreaterThan(.99f);
    assertThat(Resemblance.of(one, bare).similarity()).isLessThan(.7f);
    Judgement judgement = Resemblance.of(one, bare, boilerplate).judge(JUDGE);
    assertThat(judgement.verdict()).isEqualTo(Verdict.DUPLICATE);
    Shares shares = judgement.shares().orElseThrow();
    assertThat(shares.here()).isGreaterThan(.9);
    assertThat(shares.boilerplateHere()).isCloseTo((double) NOTICE.length() / (NOTICE + heron).length(), within(1e-9));
    assertThat(shares.boilerplateThere()).isZero();
  }

  @Test
  void a_part_of_a_passage_that_is_boilerplate_does_not_count_among_its_words() {
    Boilerplate boilerplate = boilerplate(NOTICE, 8);
    String one = "The gate opens at nine in the morning. ";
    String other = "Rye bread is sold out before noon. ";
    Judgement judgement =
        Resemblance.of(
                document("a", "", part(NOTICE + one, 0), part("It is free. ", 90)),
                document("b", "", part(NOTICE + other, 0), part("It is free. ", 90)),
                boilerplate)
            .judge(JUDGE);
    assertThat(judgement.shares().orElseThrow().boilerplateHere()).isGreaterThan(.5);
    assertThat(judgement.probability())
        .isEqualTo(
            Resemblance.of(
                    document("a", "", part(one, 0), part("It is free. ", 90)),
                    document("b", "", part(other, 0), part("It is free. ", 90)))
                .judge(JUDGE)
                .probability());
  }

  @Test
  void copies_of_a_form_are_compared_with_all_that_they_say() {
    String form = NOTICE.repeat(10);
    EmbeddedDocument one = document("a", "", part(form, 0), part("Signed: A. Holm.", 90));
    EmbeddedDocument other = document("b", "", part(form, 0), part("Signed: B. Reyes.", 180));
    assertThat(Resemblance.of(one, other, boilerplate(NOTICE, 8)).similarity())
        .isEqualTo(Resemblance.of(one, other).similarity());
  }

  @Test
  void documents_of_several_passages_are_of_one_template_where_only_values_differ() {
    String text = "The rent of the flat is due on the first day of the month. ";
    EmbeddedDocument one = document("a", "Rent 2031", part(text, 0), part("The rent is 300 a month. ", 90));
    EmbeddedDocument other = document("b", "Rent 2032", part(text, 0), part("The rent is 900 a month. ", 91));
    assertThat(Resemblance.of(one, other).judge(guarded()).template().orElseThrow().fields())
        .contains(new Template.Field("2031", "2032"), new Template.Field("300", "900"));
    EmbeddedDocument more = document("c", "Rent 2032", part(text, 0), part("It snows in the hills tonight. ", 91));
    assertThat(Resemblance.of(one, more).judge(guarded()).template()).isEmpty();
  }

  private static Boilerplate boilerplate(String text, int documents) {
    return Boilerplate.of(
        IntStream.range(0, documents)
            .mapToObj(i -> document("d", "", part(text, 0), part("Said only once, in %d. ".formatted(i), 90)))
            .map(Statements::of)
            .toList());
  }

  private static Judge guarded() {
    return Judge.of(new Calibration(
        CALIBRATION.origin(),
        CALIBRATION.passport(),
        0,
        0,
        CALIBRATION.logistic(),
        .2,
        .83,
        .83,
        CALIBRATION.precision(),
        CALIBRATION.recall(),
        0));
  }

  private record Part(String text, double degrees) {}

  private static Part part(String text, double degrees) {
    return new Part(text, degrees);
  }

  private static EmbeddedDocument document(String id, String title, Part... parts) {
    StringBuilder text = new StringBuilder();
    List<Passage> passages = new ArrayList<>();
    List<Embedding> embeddings = new ArrayList<>();
    for (Part part : parts) {
      passages.add(new Passage(id, text.length(), part.text()));
      text.append(part.text());
      double angle = Math.toRadians(part.degrees());
      embeddings.add(Embedding.normalize(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)}));
    }
    return new EmbeddedDocument(new Document(id, title, text.toString(), Map.of()), passages, embeddings);
  }
}
