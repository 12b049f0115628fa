package io.doppel.server.route.plagiarism;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.doppel.api.IssuedReportJson;
import io.doppel.api.PlagiarismJson;
import io.doppel.api.UnreadJson;
import io.doppel.api.report.Issuing;
import io.doppel.api.report.PlagiarismReport;
import io.doppel.api.report.ReportSettings;
import io.doppel.api.report.Unchecked;
import io.doppel.api.report.print.KoreanFont;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.plagiarism.PlagiarismAnswer;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.issue.IssuedReports;
import io.doppel.server.access.Access;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.server.route.Stopwatch;
import io.doppel.server.route.plagiarism.KeptChecks.Kept;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Was this copied or paraphrased, and from where? As an answer, and as a report to keep.
public final class PlagiarismRoutes implements Routes {

  private static final int MAX_NAME = 1_000;

  /// Of each kind at most one.
  private static final int MAX_UNREAD = 100;

  /// As many characters of a text without a name stand for it.
  private static final int BEGINNING = 60;

  private final Doppel doppel;
  private final KeptChecks checks = new KeptChecks();

  public PlagiarismRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record LeaveOut(
      @Nullable Boolean quotations,
      @Nullable Boolean bibliography,
      @Nullable Boolean common,
      @Nullable Set<String> base,
      @Nullable String author) {}

  record PlagiarismRequest(
      @Nullable String text,
      @Nullable Set<String> exclude,
      @Nullable LeaveOut leaveOut,
      @Nullable String name,
      @Nullable String unseen,
      @Nullable List<UnreadJson> unread) {}

  /// What was found, and where it can be had again.
  record PlagiarismResponse(String id, String checkedAt, @JsonUnwrapped PlagiarismJson found, long tookMs) {}

  /// A check that is kept: what was asked, and what was found. `changed` says that the collection is another one since.
  record KeptResponse(
      String id,
      String checkedAt,
      String name,
      String text,
      Set<String> exclude,
      LeaveOut leaveOut,
      @JsonUnwrapped Unchecked unchecked,
      boolean changed,
      @JsonUnwrapped PlagiarismJson found) {

    static KeptResponse of(Kept check, DocumentCollection collection) throws IOException {
      PlagiarismQuery query = check.query();
      Exclusions out = query.leaveOut();
      return new KeptResponse(
          check.id(),
          check.checkedAt().toString(),
          check.name(),
          query.text(),
          query.exclude(),
          new LeaveOut(out.quotations(), out.bibliography(), out.common(), out.base(), out.author()),
          check.unchecked(),
          !check.generation().equals(collection.generation()),
          check.told(collection));
    }
  }

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/collections/{name}/plagiarism", Role.READ, Load.HEAVY, this::check);
    addresses.post("/v1/collections/{name}/plagiarism/report/{format}", Role.READ, Load.HEAVY, this::report);
    addresses.get("/v1/collections/{name}/plagiarism/results/{check}", Role.READ, Load.LIGHT, this::kept);
    addresses.delete("/v1/collections/{name}/plagiarism/results/{check}", Role.WRITE, Load.LIGHT, this::forget);
    addresses.get(
        "/v1/collections/{name}/plagiarism/results/{check}/report/{format}",
        Role.READ,
        Load.HEAVY,
        this::reportKept);
    addresses.get("/v1/collections/{name}/plagiarism/reports/{hash}", Role.READ, Load.LIGHT, this::issued);
    new AssessmentRoutes(doppel, checks).register(addresses);
  }

  private void check(Context ctx) throws IOException {
    Stopwatch watch = Stopwatch.start();
    PlagiarismRequest request = Bodies.json(ctx, PlagiarismRequest.class);
    PlagiarismQuery query = query(request);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Kept check = check(ctx, collection, name(request), unchecked(request), query);
    ctx.json(
        new PlagiarismResponse(check.id(), check.checkedAt().toString(), check.told(collection), watch.millis()));
  }

  private void report(Context ctx) throws IOException {
    PlagiarismRequest request = Bodies.json(ctx, PlagiarismRequest.class);
    PlagiarismQuery query = query(request);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    Optional<Kept> known = checks.same(collection, collection.generation(), query);
    String name = name(request);
    Unchecked unchecked = unchecked(request);
    report(
        ctx,
        collection,
        known.isPresent() ? known.get().named(name, unchecked) : check(ctx, collection, name, unchecked, query));
  }

  private void kept(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    ctx.json(KeptResponse.of(kept(ctx, collection), collection));
  }

  private void forget(Context ctx) throws IOException {
    checks.forget(Parameters.collection(ctx, doppel), ctx.pathParam("check"));
    ctx.status(HttpStatus.NO_CONTENT);
  }

  private void reportKept(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    report(ctx, collection, kept(ctx, collection));
  }

  private Kept kept(Context ctx, DocumentCollection collection) {
    return checks.required(collection, ctx.pathParam("check"));
  }

  private static void report(Context ctx, DocumentCollection collection, Kept check) throws IOException {
    PlagiarismReport report =
        new PlagiarismReport(
            check.name(),
            check.query().leaveOut().author(),
            collection.name().value(),
            collection.index().passport().encoder().model(),
            check.checkedAt().toString(),
            ReportSettings.of(check.query()),
            check.query().text(),
            check.unchecked(),
            check.told(collection));
    boolean anonymous = isAnonymous(ctx);
    PlagiarismReport told = anonymous ? report.anonymous() : report;
    // Whoever has a report can ask for what is remembered of it, by its seal.
    String by = anonymous ? "" : Access.of(ctx).name();
    Reports.send(
        ctx,
        "plagiarism",
        told.name(),
        check.checkedAt(),
        (format, language) -> Issuing.issued(
                told, format, language, KoreanFont.installed(), collection.issuedReports(), by));
  }

  /// Whether the address asks for a report without names.
  private static boolean isAnonymous(Context ctx) {
    String given = Parameters.query(ctx, "anonymous").orElse("false");
    if (!given.equals("true") && !given.equals("false")) {
      throw new Bounds.Violation("anonymous", "anonymous must be true or false, got \"%s\"".formatted(given));
    }
    return given.equals("true");
  }

  /// Whether a report was written here, by the hash of its file or the seal that it shows.
  private void issued(Context ctx) throws IOException {
    String hash = ctx.pathParam("hash").toLowerCase(Locale.ROOT);
    if (!IssuedReports.isHash(hash)) {
      throw new Bounds.Violation("hash", "hash must be 64 hexadecimal digits, got \"%s\"".formatted(hash));
    }
    ctx.json(
        Parameters.collection(ctx, doppel)
            .issuedReports()
            .find(hash)
            .map(report -> IssuedReportJson.of(report, hash))
            .orElseThrow(() ->
                new RequestException(
                    HttpStatus.NOT_FOUND,
                    "report_not_found",
                    "no report with that hash was written here; it may have been altered, or be forgotten by now")));
  }

  private Kept check(
      Context ctx, DocumentCollection collection, String name, Unchecked unchecked, PlagiarismQuery query)
      throws IOException {
    Allowance.of(ctx).text(ctx, query.text());
    String generation = collection.generation();
    PlagiarismAnswer found = collection.plagiarism().check(query);
    return checks.keep(collection, name, unchecked, generation, query, found);
  }

  /// What the text is called; its beginning, where nobody says.
  private static String name(PlagiarismRequest request) {
    String given = Bodies.or(request.name(), "").strip();
    if (given.isEmpty()) {
      return beginning(Bodies.required("text", request.text()));
    }
    Bounds.check("name", given, MAX_NAME);
    return given;
  }

  private static String beginning(String text) {
    String line = text.strip().lines().findFirst().orElse("").strip();
    String beginning = CodePoints.beginning(line, BEGINNING);
    return beginning.equals(line) ? line : beginning.strip() + "…";
  }

  /// What the text's file holds and was not checked, as reading it told.
  private static Unchecked unchecked(PlagiarismRequest request) {
    String unseen = Bodies.or(request.unseen(), "");
    if (!unseen.isEmpty()) {
      Bounds.check("unseen", unseen, PlagiarismQuery.MAX_LENGTH);
    }
    List<UnreadJson> unread = Bodies.or(request.unread(), List.of());
    Bounds.check("unread", unread.size(), 0, MAX_UNREAD);
    return new Unchecked(unseen, unread.stream().map(each -> Bodies.required("unread", each).checked()).toList());
  }

  private static PlagiarismQuery query(PlagiarismRequest request) {
    return new PlagiarismQuery(
        Bodies.required("text", request.text()),
        ids("exclude", request.exclude()),
        request.leaveOut() == null ? Exclusions.NONE : exclusions(request.leaveOut()));
  }

  private static Exclusions exclusions(LeaveOut leaveOut) {
    return new Exclusions(
        Bodies.or(leaveOut.quotations(), false),
        Bodies.or(leaveOut.bibliography(), false),
        Bodies.or(leaveOut.common(), false),
        ids("base", leaveOut.base()),
        Bodies.or(leaveOut.author(), ""));
  }

  static Set<String> ids(String name, @Nullable Set<String> ids) {
    Set<String> given = Bodies.or(ids, Set.of());
    if (given.stream().anyMatch(Objects::isNull)) {
      throw new Bounds.Violation(name, name + " must hold ids, got null among them");
    }
    return given;
  }
}
