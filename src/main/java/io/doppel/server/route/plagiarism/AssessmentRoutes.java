package io.doppel.server.route.plagiarism;

import io.doppel.api.AssessmentJson;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.Source;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.assessment.AssessmentChangedException;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.assessment.Assessments.Assessed;
import io.doppel.plagiarism.assessment.Ruling;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.plagiarism.KeptChecks.Kept;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What people say about cases: said, listed, taken back.
final class AssessmentRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/plagiarism/assessments";

  /// The most that are told at once.
  private static final int MAX_TOLD = 1_000;

  private static final int STANDARD_TOLD = 100;

  private final Doppel doppel;
  private final KeptChecks checks;

  AssessmentRoutes(Doppel doppel, KeptChecks checks) {
    this.doppel = doppel;
    this.checks = checks;
  }

  /// One of `check`, `text` and `document` names the suspicious text.
  record AssessmentRequest(
      @Nullable String check,
      @Nullable String text,
      @Nullable String document,
      @Nullable Integer thisOffset,
      @Nullable Integer thisLength,
      @Nullable String source,
      @Nullable Integer sourceOffset,
      @Nullable Integer sourceLength,
      @Nullable String ruling,
      @Nullable String note,
      @Nullable Long version) {}

  record AssessmentsResponse(List<AssessmentJson> assessments, int total) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.LIGHT, this::assess);
    addresses.get(ADDRESS, Role.READ, Load.LIGHT, this::list);
    addresses.delete(ADDRESS + "/{assessment}", Role.WRITE, Load.LIGHT, this::retract);
  }

  private void assess(Context ctx) throws IOException {
    AssessmentRequest request = Bodies.json(ctx, AssessmentRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Ruling ruling = ruling(Bodies.required("ruling", request.ruling()));
    Assessed one = assessed(request, collection);
    Allowance.of(ctx).text(ctx, one.here());
    long expected = Bodies.or(request.version(), 0L);
    if (expected < 0) {
      throw new Bounds.Violation("version", "version must be at least 0, got " + expected);
    }
    try {
      Assessment said =
          collection
              .assessments()
              .assess(
                  one, ruling, Bodies.or(request.note(), "").strip(), Access.of(ctx).name(), Instant.now(), expected);
      ctx.json(AssessmentJson.of(said));
    } catch (AssessmentChangedException e) {
      throw changed(e);
    }
  }

  private Assessed assessed(AssessmentRequest request, DocumentCollection collection) throws IOException {
    if (Stream.of(request.check, request.text, request.document).filter(given -> given != null).count() != 1) {
      throw new Bounds.Violation("check", "exactly one of check, text and document must name the text");
    }
    String source = Bodies.required("source", request.source());
    String text;
    String there;
    if (request.check != null) {
      Kept check = checks.required(collection, request.check);
      text = check.query().text();
      there =
          check.found().sources().stream()
              .filter(each -> each.id().equals(source))
              .map(Source::text)
              .findFirst()
              .orElseThrow(() -> notThere("source", source, "a source of that check"));
    } else {
      text =
          request.text != null
              ? checked(request.text)
              : document(collection, "document", String.valueOf(request.document));
      there = document(collection, "source", source);
    }
    return new Assessed(
        text,
        passage("this", text, request.thisOffset(), request.thisLength()),
        source,
        passage("source", there, request.sourceOffset(), request.sourceLength()));
  }

  private static String checked(String text) {
    Bounds.check("text", text, PlagiarismQuery.MAX_LENGTH);
    return text;
  }

  private static String document(DocumentCollection collection, String field, String id) throws IOException {
    return collection
        .document(id)
        .map(Document::text)
        .orElseThrow(() -> notThere(field, id, "a document of \"%s\"".formatted(collection.name())));
  }

  private static Bounds.Violation notThere(String field, String id, String wanted) {
    return new Bounds.Violation(field, "%s must be %s, got \"%s\"".formatted(field, wanted, id));
  }

  /// @param offset in code points, as is `length`
  private static String passage(String side, String text, @Nullable Integer offset, @Nullable Integer length) {
    int start = Bodies.required(side + "_offset", offset);
    int count = Bodies.required(side + "_length", length);
    int letters = text.codePointCount(0, text.length());
    Bounds.check(side + "_offset", start, 0, Math.max(0, letters - 1));
    Bounds.check(side + "_length", count, 1, letters - start);
    int from = text.offsetByCodePoints(0, start);
    return text.substring(from, text.offsetByCodePoints(from, count));
  }

  private static Ruling ruling(String given) {
    return Arrays.stream(Ruling.values())
        .filter(ruling -> name(ruling).equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new Bounds.Violation(
                    "ruling",
                    "ruling must be one of %s, got \"%s\""
                        .formatted(
                            Arrays.stream(Ruling.values())
                                .map(AssessmentRoutes::name)
                                .collect(Collectors.joining(", ")),
                            given)));
  }

  private static String name(Ruling ruling) {
    return ruling.name().toLowerCase(Locale.ROOT);
  }

  private void list(Context ctx) throws IOException {
    Assessments assessments = Parameters.collection(ctx, doppel).assessments();
    List<Assessment> all = assessments.all();
    int from = (int) Parameters.number(ctx, "offset", 0, 0, Assessments.MAX);
    int count = (int) Parameters.number(ctx, "limit", STANDARD_TOLD, 1, MAX_TOLD);
    ctx.json(
        new AssessmentsResponse(
            all.stream().skip(from).limit(count).map(AssessmentJson::of).toList(), all.size()));
  }

  private void retract(Context ctx) throws IOException {
    Assessments assessments = Parameters.collection(ctx, doppel).assessments();
    String id = ctx.pathParam("assessment");
    Optional<Assessment> known =
        assessments.all().stream().filter(each -> Long.toString(each.id()).equals(id)).findFirst();
    long version = Parameters.number(ctx, "version", known.map(Assessment::version).orElse(0L), 0, Long.MAX_VALUE);
    try {
      if (known.isEmpty() || !assessments.retract(known.get().id(), version)) {
        throw new RequestException(
            HttpStatus.NOT_FOUND, "assessment_not_found", "there is no assessment \"%s\"".formatted(id));
      }
    } catch (AssessmentChangedException e) {
      throw changed(e);
    }
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private static RequestException changed(AssessmentChangedException e) {
    return new RequestException(HttpStatus.CONFLICT, "assessment_changed", String.valueOf(e.getMessage()));
  }
}
