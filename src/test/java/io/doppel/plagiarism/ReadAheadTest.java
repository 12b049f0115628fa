package io.doppel.plagiarism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.index.IndexView;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
final class ReadAheadTest {

  private static final List<String> TEXTS =
      List.of(
          "Flour, water, salt and yeast are all that a plain loaf needs. Kneading lines up the strands of gluten.",
          "밀가루와 물과 소금과 효모만 있으면 빵을 만들 수 있다. 반죽을 치대면 글루텐이 가지런해진다. 끝.",
          "Twice a day the s\u200bea climbs up the harbour wаll and sinks away again. Spring tides come with the moon",
          "one word after another without a full stop ".repeat(60));

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  private final PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());

  @TempDir private Path folder;
  private EmbeddingCache cache;
  private TestIndex index;

  @BeforeEach
  void opens() throws IOException {
    cache = EmbeddingCache.in(folder.resolve("cache"), 64 << 20);
    index = LocalIndexes.open(folder.resolve("index"), Passport.of(encoder.fingerprint(), splitter.name()));
    for (int i = 0; i < TEXTS.size(); i++) {
      put("text" + i, TEXTS.get(i));
    }
    put("no words", "… !!");
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
    cache.close();
  }

  @Test
  void a_check_embeds_no_sentence_of_a_document_that_was_read_ahead() throws IOException {
    CachingEncoder caching = new CachingEncoder(encoder, cache);
    ReadAhead.Found read;
    try (IndexView view = index.view()) {
      read = ReadAhead.of(view, caching, _ -> {}, () -> false);
    }
    assertThat(read.documents()).isEqualTo(TEXTS.size() + 1);
    assertThat(read.sentences()).isEqualTo(cache.lookups().misses());
    Plagiarism plagiarism = new Plagiarism(index, encoder, caching, new RecentQuestions());
    for (String text : TEXTS) {
      assertThat(plagiarism.check(new PlagiarismQuery(text, Set.of())).cases()).as(text).isNotEmpty();
    }
    assertThat(cache.lookups().misses()).isEqualTo(read.sentences());
    assertThat(cache.lookups().hits()).isGreaterThanOrEqualTo(read.sentences());
  }

  @Test
  void documents_that_are_too_long_for_checks_are_passed_over_and_counted() throws IOException {
    put("long", "a dog ".repeat(PlagiarismQuery.MAX_LENGTH / 6 + 1));
    List<Long> told = new ArrayList<>();
    try (IndexView view = index.view()) {
      ReadAhead.Found read = ReadAhead.of(view, encoder, told::add, () -> false);
      assertThat(read.documents()).isEqualTo(TEXTS.size() + 1);
      assertThat(read.tooLong()).isEqualTo(1);
    }
    assertThat(told).isSorted().endsWith(TEXTS.size() + 2L);
  }

  @Test
  void whoever_stops_it_gets_no_answer() throws IOException {
    try (IndexView view = index.view()) {
      assertThatThrownBy(() -> ReadAhead.of(view, encoder, _ -> {}, () -> true))
          .isInstanceOf(CancellationException.class);
    }
  }

  private void put(String id, String text) throws IOException {
    Document document = new Document(id, id, text, Map.of());
    List<Passage> passages = splitter.split(document);
    index.put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
    index.commit();
  }
}
