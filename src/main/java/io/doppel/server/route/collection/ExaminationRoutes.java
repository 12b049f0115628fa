package io.doppel.server.route.collection;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.doppel.api.FilterJson;
import io.doppel.api.job.CollectionJobs;
import io.doppel.api.job.JobJson;
import io.doppel.api.job.JobKinds;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.Job;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.examination.ExaminationQuery;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How does the model do on the texts of a collection? In the background.
public final class ExaminationRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/examine";

  private static final int MAX_AGAINST = 10_000;
  private static final int MAX_TEXT = 200_000;

  private final Doppel doppel;

  public ExaminationRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record ExaminationRequest(
      @Nullable Integer sample,
      @Nullable List<String> by,
      @Nullable List<String> against,
      @JsonProperty("new") @Nullable JsonNode fresh,
      @Nullable Double alarm,
      @Nullable Long seed) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS, Role.WRITE, Load.LIGHT, this::start);
    addresses.get(
        ADDRESS,
        Role.READ,
        Load.LIGHT,
        ctx -> ctx.json(JobJson.ofLast(last(Parameters.collection(ctx, doppel)).orElse(null))));
    addresses.delete(ADDRESS, Role.WRITE, Load.LIGHT, this::forget);
  }

  private void start(Context ctx) throws IOException {
    ExaminationRequest request = Bodies.json(ctx, ExaminationRequest.class);
    Double alarm = request.alarm();
    ExaminationQuery query =
        new ExaminationQuery(
            Bodies.or(request.sample(), ExaminationQuery.DEFAULT_SAMPLE),
            Bodies.or(request.by(), List.of()),
            alarm == null ? OptionalDouble.empty() : OptionalDouble.of(alarm),
            Optional.ofNullable(request.fresh()).filter(node -> !node.isNull()).map(FilterJson::of),
            Bodies.or(request.seed(), ExaminationQuery.DEFAULT_SEED));
    List<Document> fresh = documents(Bodies.or(request.against(), List.of()));
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    if (collection.documents() == 0) {
      throw new RequestException(
          HttpStatus.UNPROCESSABLE_CONTENT,
          "collection_empty",
          "collection \"%s\" is empty; there is nothing to examine".formatted(collection.name()));
    }
    Allowance allowance = Allowance.of(ctx);
    allowance.texts(ctx, fresh.stream().map(Document::text).toList());
    ctx.json(JobJson.ofLast(allowance.job(() -> new CollectionJobs(doppel).examine(collection, query, fresh))));
  }

  private static List<Document> documents(List<String> texts) {
    Bounds.check("against", texts.size(), 0, MAX_AGAINST);
    List<Document> documents = new ArrayList<>();
    for (String text : texts) {
      String field = "against[%d]".formatted(documents.size());
      Bounds.check(field, text, MAX_TEXT);
      documents.add(Document.of(field, text));
    }
    return documents;
  }

  private Optional<Job<CollectionExamination>> last(DocumentCollection collection) {
    return doppel.jobs().last(JobKinds.EXAMINATION, collection.name().value());
  }

  private void forget(Context ctx) throws IOException {
    last(Parameters.collection(ctx, doppel)).ifPresent(doppel.jobs()::forget);
    ctx.status(HttpStatus.NO_CONTENT);
  }
}
