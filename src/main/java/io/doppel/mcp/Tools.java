package io.doppel.mcp;

import static io.doppel.text.CodePoints.beginning;
import static java.util.Objects.requireNonNullElse;

import io.doppel.api.CollectionJson;
import io.doppel.api.FilterJson;
import io.doppel.api.HitJson;
import io.doppel.api.PlagiarismJson;
import io.doppel.api.duplicates.CandidateJson;
import io.doppel.api.duplicates.FieldJson;
import io.doppel.api.duplicates.GuardJson;
import io.doppel.duplicates.DuplicateAnswer;
import io.doppel.duplicates.DuplicateQuery;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.mcp.Caller.Need;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.Source;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchMode;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an assistant can ask of collections. Everything that it gets has a bound, since it has to read all of it: long
/// texts are cut, and can be read on by `read_document`.
final class Tools {

  private static final int MOST_COLLECTIONS = 200;
  private static final int MOST_HITS = 50;
  private static final int MOST_CASES = 50;
  private static final int MOST_FIELDS = 50;
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_QUOTE = 500;
  private static final int STANDARD_PAGE = 8_000;
  private static final int LONGEST_PAGE = 20_000;

  private final Doppel doppel;

  Tools(Doppel doppel) {
    this.doppel = doppel;
  }

  List<Tool<?>> all() {
    return List.of(
        Tool.of("list_collections", Need.READ, Nothing.class, nothing -> "", this::list),
        Tool.of("search", Need.SEARCH, ToSearch.class, ToSearch::query, this::search),
        Tool.of("check_duplicates", Need.READ, ToCompare.class, ToCompare::text, this::duplicates),
        Tool.of("check_plagiarism", Need.HEAVY, ToCheck.class, ToCheck::text, this::plagiarism),
        Tool.of("read_document", Need.READ, ToRead.class, document -> "", this::read));
  }

  record Nothing() {}

  record Listed(String name, String state, @Nullable Long documents, @Nullable String model) {}

  record Collections(List<Listed> collections, boolean truncated) {}

  private Collections list(Nothing nothing, Caller caller) throws IOException {
    List<Listed> seen =
        CollectionJson.allNow(doppel).stream()
            .filter(each -> caller.sees(each.name()))
            .map(each -> new Listed(
                    each.name(), each.state(), each.model() == null ? null : each.documents(), each.model()))
            .toList();
    return new Collections(seen.stream().limit(MOST_COLLECTIONS).toList(), seen.size() > MOST_COLLECTIONS);
  }

  record ToSearch(
      String collection,
      String query,
      @Nullable Integer limit,
      @Nullable String mode,
      @Nullable JsonNode filter) {}

  record Hit(int rank, String id, String title, String text, int start, int end, float similarity, float score) {}

  record Hits(List<Hit> hits, boolean truncated) {}

  private Hits search(ToSearch asked, Caller caller) throws IOException {
    int limit = limit(asked.limit());
    SearchQuery query =
        new SearchQuery(asked.query(), limit, Effort.APPROXIMATE)
            .withPassages(1)
            .withMode(asked.mode() == null ? SearchMode.HYBRID : SearchMode.of(asked.mode()))
            .withFilter(filter(asked, caller));
    SearchAnswer answer = collection(asked.collection(), caller).search().answer(query);
    List<Hit> hits =
        HitJson.all(answer, List.of(), List.of()).stream()
            .map(hit ->
                new Hit(
                    hit.rank(),
                    hit.id(),
                    beginning(hit.title(), LONGEST_TITLE),
                    beginning(hit.text(), LONGEST_TEXT),
                    hit.start(),
                    hit.end(),
                    hit.similarity(),
                    hit.score()))
            .toList();
    return new Hits(hits, answer.truncated());
  }

  private static Filter filter(ToSearch asked, Caller caller) {
    return asked.filter() == null || asked.filter().isNull()
        ? caller.filter()
        : Filter.both(caller.filter(), FilterJson.of(asked.filter()));
  }

  record ToCompare(String collection, String text, @Nullable Float threshold, @Nullable Integer limit) {}

  record Candidate(
      int rank,
      String id,
      String title,
      String text,
      float similarity,
      @Nullable Double probability,
      @Nullable String verdict,
      List<GuardJson> guards,
      List<FieldJson> template) {}

  record Candidates(List<Candidate> candidates, boolean truncated) {}

  private Candidates duplicates(ToCompare asked, Caller caller) throws IOException {
    DocumentCollection collection = collection(asked.collection(), caller);
    DuplicateQuery query =
        new DuplicateQuery(
            asked.text(),
            asked.threshold() == null
                ? DuplicateQuery.defaultThreshold(collection.encoder().scale())
                : asked.threshold(),
            limit(asked.limit()));
    DuplicateAnswer answer = collection.duplicates().check(query);
    List<Candidate> candidates =
        answer.candidates().stream()
            .map(each -> CandidateJson.of(query.text(), each))
            .map(each ->
                new Candidate(
                    each.rank(),
                    each.id(),
                    beginning(each.title(), LONGEST_TITLE),
                    beginning(each.text(), LONGEST_TEXT),
                    each.similarity(),
                    each.probability(),
                    each.verdict(),
                    each.guards(),
                    each.template()))
            .toList();
    return new Candidates(candidates, answer.truncated());
  }

  record ToCheck(String collection, String text) {}

  record Reuse(String source, String title, String kind, float similarity, String text, String sourceText) {}

  record Reused(double coverage, Map<String, Double> byKind, List<Reuse> cases, boolean truncated) {}

  private Reused plagiarism(ToCheck asked, Caller caller) throws IOException {
    DocumentCollection collection = collection(asked.collection(), caller);
    PlagiarismAnswer answer =
        collection
            .plagiarism()
            .check(new PlagiarismQuery(asked.text(), Set.of()))
            .assessed(asked.text(), collection.assessments());
    PlagiarismJson found = PlagiarismJson.of(answer, asked.text());
    Map<String, Source> sources = answer.sources().stream().collect(Collectors.toMap(Source::id, Function.identity()));
    List<Reuse> cases =
        answer.cases().stream().limit(MOST_CASES).map(each -> reuse(each, asked.text(), sources)).toList();
    return new Reused(
        found.coverage(), found.byKind(), cases, answer.truncated() || answer.cases().size() > MOST_CASES);
  }

  private static Reuse reuse(Case found, String text, Map<String, Source> sources) {
    Source source = Objects.requireNonNull(sources.get(found.source()), "every case has its source");
    return new Reuse(
        source.id(),
        beginning(source.title(), LONGEST_TITLE),
        found.kind().name().toLowerCase(Locale.ROOT),
        found.similarity(),
        beginning(found.here().of(text), LONGEST_QUOTE),
        beginning(found.there().of(source.text()), LONGEST_QUOTE));
  }

  record ToRead(String collection, String id, @Nullable Integer offset, @Nullable Integer length) {}

  /// @param nextOffset where to read on; null at the end
  record Page(
      String id,
      String title,
      String text,
      int offset,
      int total,
      @Nullable Integer nextOffset,
      Map<String, String> fields) {}

  private Page read(ToRead asked, Caller caller) throws IOException {
    Document document =
        collection(asked.collection(), caller)
            .document(asked.id())
            .orElseThrow(() ->
                new Bounds.Violation(
                    "id",
                    "collection \"%s\" has no document \"%s\"".formatted(asked.collection(), asked.id())));
    String text = document.text();
    int total = text.codePointCount(0, text.length());
    int offset = requireNonNullElse(asked.offset(), 0);
    int length = requireNonNullElse(asked.length(), STANDARD_PAGE);
    Bounds.check("offset", offset, 0, total);
    Bounds.check("length", length, 1, LONGEST_PAGE);
    String rest = text.substring(text.offsetByCodePoints(0, offset));
    Map<String, String> fields = new LinkedHashMap<>();
    document.fields().entrySet().stream()
        .limit(MOST_FIELDS)
        .forEach(field -> fields.put(field.getKey(), beginning(field.getValue(), LONGEST_QUOTE)));
    return new Page(
        document.id(),
        beginning(document.title(), LONGEST_TITLE),
        beginning(rest, length),
        offset,
        total,
        offset + length < total ? offset + length : null,
        fields);
  }

  private static int limit(@Nullable Integer asked) {
    int limit = requireNonNullElse(asked, SearchQuery.DEFAULT_K);
    Bounds.check("limit", limit, 1, MOST_HITS);
    return limit;
  }

  private DocumentCollection collection(String given, Caller caller) throws IOException {
    CollectionName name = new CollectionName(given);
    if (!caller.sees(given)) {
      throw new NoSuchCollectionException(name);
    }
    return doppel.collection(name);
  }
}
