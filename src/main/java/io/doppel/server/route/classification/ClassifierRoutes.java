package io.doppel.server.route.classification;

import io.doppel.api.classification.ClassifiedJson;
import io.doppel.api.classification.CutoffJson;
import io.doppel.api.classification.HeadChoiceJson;
import io.doppel.api.classification.VerificationJson;
import io.doppel.api.classification.VerificationMeasuresJson;
import io.doppel.classification.Classification;
import io.doppel.classification.Classifier;
import io.doppel.classification.ClassifyAnswer;
import io.doppel.classification.ClassifyQuery;
import io.doppel.classification.NoExamplesException;
import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.classification.head.HeadChoice;
import io.doppel.classification.head.HeadKind;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.limit.Limits;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which of these is it, and is it any of them? Texts are enrolled under labels, and others asked for.
public final class ClassifierRoutes implements Routes {

  private static final String ONE = "/v1/classifiers/{name}";
  private static final int DEFAULT_LISTED = 100;
  private static final int MAX_LISTED = 1_000;

  private final Doppel doppel;
  private final Limits limits;
  private final HeadChoosing choosing;

  public ClassifierRoutes(Doppel doppel, Limits limits) {
    this.doppel = doppel;
    this.limits = limits;
    this.choosing = new HeadChoosing(doppel);
  }

  record ExampleJson(@Nullable String label, @Nullable String text) {}

  record ExamplesRequest(@Nullable List<ExampleJson> examples, @Nullable Boolean names) {}

  record DeleteRequest(@Nullable List<String> labels, @Nullable List<String> texts) {}

  record ClassifyRequest(
      @Nullable List<String> texts,
      @Nullable String head,
      @Nullable Double falseAccept,
      @Nullable Integer nearest) {}

  record VerifyRequest(
      @Nullable String text, @Nullable String label, @Nullable String other, @Nullable Double falseAccept) {}

  record ListedJson(String name, int examples, int labels) {}

  record ListResponse(List<ListedJson> classifiers) {}

  record LabelJson(String label, long examples) {}

  record ClassifierResponse(String name, int examples, List<LabelJson> labels) {}

  record ShownExample(String label, String text) {}

  record ExamplesResponse(int total, List<ShownExample> examples) {}

  record ClassifyResponse(
      String head, boolean choosing, CutoffJson cutoff, List<ClassifiedJson> texts, long tookMs) {}

  record MeasuresResponse(
      HeadChoiceJson choice,
      boolean choosing,
      CutoffJson noneOfThese,
      VerificationMeasuresJson claims,
      VerificationMeasuresJson pairs,
      long tookMs) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/classifiers", Role.READ, Load.LIGHT, this::list);
    addresses.get(ONE, Role.READ, Load.LIGHT, this::get);
    addresses.put(ONE, Role.WRITE, Load.WRITING, this::put);
    addresses.delete(ONE, Role.WRITE, Load.WRITING, this::delete);
    addresses.get(ONE + "/examples", Role.READ, Load.LIGHT, this::examples);
    addresses.post(ONE + "/examples", Role.WRITE, Load.WRITING, this::enrol);
    addresses.post(ONE + "/examples/delete", Role.WRITE, Load.WRITING, this::forget);
    addresses.post(ONE + "/classify", Role.READ, Load.ENCODING, this::classify);
    addresses.post(ONE + "/verify", Role.READ, Load.ENCODING, this::verify);
    addresses.get(ONE + "/measures", Role.READ, Load.HEAVY, this::measures);
  }

  private void list(Context ctx) throws IOException {
    List<ListedJson> all = new ArrayList<>();
    for (CollectionName name : doppel.classifiers()) {
      if (!Access.of(ctx).sees(name)) {
        continue;
      }
      ExampleSet set = doppel.classification(name).examples();
      all.add(new ListedJson(name.value(), set.size(), set.labels().size()));
    }
    ctx.json(new ListResponse(all));
  }

  private Classification present(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    Classification classification = doppel.classification(name);
    if (classification.examples().size() == 0) {
      throw new NoExamplesException(name.value());
    }
    return classification;
  }

  private void get(Context ctx) throws IOException {
    show(ctx, present(ctx).examples());
  }

  private static void show(Context ctx, ExampleSet examples) {
    List<LabelJson> labels = new ArrayList<>();
    examples.labels().forEach((label, count) -> labels.add(new LabelJson(label, count)));
    ctx.json(new ClassifierResponse(Parameters.collectionName(ctx).value(), examples.size(), labels));
  }

  private void put(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    ExamplesRequest request = Bodies.json(ctx, ExamplesRequest.class);
    ExampleSet posted = ExampleSet.of(posted(ctx, request));
    ExampleSet wanted = Bodies.or(request.names(), false) ? posted.withNames() : posted;
    limits.requireRoom(doppel, name);
    show(ctx, doppel.classificationOrNew(name).replace(wanted.all()));
  }

  private void enrol(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    ExamplesRequest request = Bodies.json(ctx, ExamplesRequest.class);
    boolean names = Bodies.or(request.names(), false);
    if (names && request.examples() == null) {
      show(ctx, present(ctx).enrolWithNames(List.of()));
      return;
    }
    List<LabelledText> more = posted(ctx, request);
    ExampleSet.of(more);
    limits.requireRoom(doppel, name);
    Classification classification = doppel.classificationOrNew(name);
    show(ctx, names ? classification.enrolWithNames(more) : classification.enrol(more));
  }

  /// The examples of a body: at least one, each of which says what is wrong with it by its place.
  private static List<LabelledText> posted(Context ctx, ExamplesRequest request) {
    List<ExampleJson> given = Bodies.required("examples", request.examples());
    if (given.isEmpty()) {
      throw new Bounds.Violation("examples", "examples must be at least 1, got 0");
    }
    List<LabelledText> examples = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String where = "examples/" + i;
      ExampleJson example = Bodies.required(where, given.get(i));
      try {
        examples.add(
            new LabelledText(Bodies.required("label", example.label()), Bodies.required("text", example.text())));
      } catch (Bounds.Violation e) {
        throw new Bounds.Violation(where + "/" + e.field(), where + "/" + e.getMessage());
      }
    }
    Allowance.of(ctx).texts(ctx, examples.stream().map(LabelledText::text).toList());
    return examples;
  }

  private void delete(Context ctx) throws IOException {
    CollectionName name = Parameters.collectionName(ctx);
    present(ctx);
    doppel.classification(name).replace(List.of());
    deleteIfNothingIsLeft(ctx);
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void examples(Context ctx) throws IOException {
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LISTED, 1, MAX_LISTED);
    long offset = Parameters.number(ctx, "offset", 0, 0, ExampleSet.MAX);
    String label = Parameters.query(ctx, "label").orElse(null);
    List<ShownExample> all =
        present(ctx).examples().all().stream()
            .filter(example -> label == null || example.label().equals(label))
            .map(example -> new ShownExample(example.label(), example.text()))
            .toList();
    ctx.json(new ExamplesResponse(all.size(), all.stream().skip(offset).limit(limit).toList()));
  }

  /// What is not there need not be forgotten.
  private void forget(Context ctx) throws IOException {
    DeleteRequest request = Bodies.json(ctx, DeleteRequest.class);
    Classification classification = present(ctx);
    for (String label : Bodies.or(request.labels(), List.<String>of())) {
      classification.removeLabel(label);
    }
    Set<String> texts = Set.copyOf(Bodies.or(request.texts(), List.<String>of()));
    ExampleSet left = texts.isEmpty() ? classification.examples() : classification.removeTexts(texts);
    if (left.size() == 0) {
      deleteIfNothingIsLeft(ctx);
    }
    show(ctx, left);
  }

  /// Whoever may not delete collections leaves an empty one, which others may have made for something else.
  private void deleteIfNothingIsLeft(Context ctx) throws IOException {
    if (Access.of(ctx).role().includes(Role.ADMIN)) {
      doppel.deleteIfNothingIsLeft(Parameters.collectionName(ctx));
    }
  }

  private void classify(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    ClassifyRequest request = Bodies.json(ctx, ClassifyRequest.class);
    List<String> texts = new ArrayList<>();
    for (String text : Bodies.required("texts", request.texts())) {
      texts.add(Bodies.required("texts/" + texts.size(), text));
    }
    ClassifyQuery query =
        new ClassifyQuery(
            texts,
            HeadKind.of(Bodies.or(request.head(), "auto")),
            rate(request.falseAccept()),
            Bodies.or(request.nearest(), ClassifyQuery.DEFAULT_NEAREST));
    Allowance.of(ctx).texts(ctx, texts);
    Classification classification = present(ctx);
    Optional<HeadKind> head = query.head();
    if (head.isPresent()) {
      requireQuick(head.get(), classification.examples());
    } else {
      head = choosing.of(Parameters.collectionName(ctx), classification, Allowance.of(ctx)).map(HeadChoice::head);
    }
    ClassifyAnswer answer = classification.classify(query.withHead(head.orElse(HeadKind.PROTOTYPES)));
    ctx.json(
        new ClassifyResponse(
            answer.head().value(),
            head.isEmpty(),
            CutoffJson.of(answer.cutoff()),
            answer.texts().stream().map(ClassifiedJson::of).toList(),
            watch.millis()));
  }

  /// What takes long to train is for the command line, where nobody else waits.
  private static void requireQuick(HeadKind head, ExampleSet examples) {
    long size = (long) examples.size() * examples.labels().size();
    if (head.isTrained() && size > HeadKind.MOST_CHOSEN) {
      throw new Bounds.Violation(
          "head",
          "%s is trained here for at most %d examples times labels, and there are %d; take prototypes or knn"
              .formatted(head.value(), HeadKind.MOST_CHOSEN, size));
    }
  }

  private static OptionalDouble rate(@Nullable Double given) {
    return given == null ? OptionalDouble.empty() : OptionalDouble.of(given);
  }

  private void verify(Context ctx) throws IOException {
    VerifyRequest request = Bodies.json(ctx, VerifyRequest.class);
    String text = Bodies.required("text", request.text());
    String label = request.label();
    String other = request.other();
    OptionalDouble rate = rate(request.falseAccept());
    if (label != null && other != null) {
      throw new Bounds.Violation("other", "give label or other, got both");
    }
    Allowance.of(ctx).texts(ctx, other == null ? List.of(text) : List.of(text, other));
    Classification classification = present(ctx);
    ctx.json(
        VerificationJson.of(
            other == null
                ? classification.verify(text, Bodies.required("label", label), rate)
                : classification.verifyPair(text, other, rate)));
  }

  private void measures(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    Classification classification = present(ctx);
    Optional<HeadChoiceJson> choice =
        choosing.of(Parameters.collectionName(ctx), classification, Allowance.of(ctx)).map(HeadChoiceJson::of);
    Classifier classifier = classification.classifier();
    ctx.json(
        new MeasuresResponse(
            choice.orElse(new HeadChoiceJson(HeadKind.PROTOTYPES.value(), 0, List.of())),
            choice.isEmpty(),
            CutoffJson.of(classifier.cutoff(OptionalDouble.empty())),
            VerificationMeasuresJson.of(classifier.claims()),
            VerificationMeasuresJson.of(classifier.pairMeasures()),
            watch.millis()));
  }
}
