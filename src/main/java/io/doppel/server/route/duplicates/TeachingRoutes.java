package io.doppel.server.route.duplicates;

import io.doppel.api.duplicates.LearnedJson;
import io.doppel.api.teaching.RoundJson;
import io.doppel.api.teaching.RoundsJson;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.CalibrationReport;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.curation.Teaching;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rounds of pairs that people decide about, and what is learned from all that they decided.
public final class TeachingRoutes implements Routes {

  private static final String ADDRESS = "/v1/collections/{name}/duplicates";

  private final Doppel doppel;

  public TeachingRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record LearnRequest(
      @Nullable Float targetPrecision,
      @Nullable Double threshold,
      @Nullable String secondJudge,
      @Nullable Boolean keep) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post(ADDRESS + "/rounds", Role.WRITE, Load.HEAVY, this::round);
    addresses.get(ADDRESS + "/rounds", Role.READ, Load.HEAVY, this::rounds);
    addresses.post(ADDRESS + "/learn", Role.WRITE, Load.HEAVY, this::learn);
  }

  private void round(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    ctx.json(
        new Teaching(collection)
            .round(ClusterRoutes.known(collection).mined())
            .map(RoundJson::of)
            .orElse(RoundJson.NONE));
  }

  private void rounds(Context ctx) throws IOException {
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    ctx.json(RoundsJson.of(new Teaching(collection).rounds(), collection.decisions()));
  }

  private void learn(Context ctx) throws IOException {
    LearnRequest request = Bodies.json(ctx, LearnRequest.class);
    DocumentCollection collection = Parameters.collection(ctx, doppel);
    boolean keep = Bodies.or(request.keep(), true);
    if (request.threshold() != null && request.targetPrecision() != null) {
      throw new Bounds.Violation("threshold", "threshold goes without target_precision: either of them chooses");
    }
    Teaching teaching = new Teaching(collection);
    Optional<SecondJudge> second = collection.secondJudge(Optional.ofNullable(request.secondJudge()));
    CalibrationReport report =
        request.threshold() == null
            ? teaching.learn(
                Bodies.or(request.targetPrecision(), CalibrationLearner.DEFAULT_TARGET_PRECISION), second, _ -> {})
            : teaching.learnTo(request.threshold(), second, _ -> {});
    if (keep) {
      collection.calibrate(report.calibration());
    }
    ctx.json(LearnedJson.of(report, teaching.before(), keep));
  }
}
