package io.doppel.server.route.about;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.bench.KeptBenchmarks;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.TunedSettings;
import io.doppel.engine.Doppel;
import io.doppel.eval.Expectation;
import io.doppel.eval.Expectations;
import io.doppel.eval.KeptResults;
import io.doppel.server.access.Role;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How good the model is and how it uses the machine, as it was measured last.
public final class EvaluationRoutes implements Routes {

  private final Doppel doppel;

  public EvaluationRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  record SettingsJson(int workers, int threadsPerRun, int tokenBudget, int queryThreads) {

    static SettingsJson of(EncoderSettings settings) {
      return new SettingsJson(
          settings.workers(),
          settings.threadsPerRun(),
          settings.tokenBudget(),
          settings.queryThreads());
    }
  }

  /// What was tuned; `used` says whether this machine is like the one it was tuned on.
  record TunedJson(String machine, boolean used, SettingsJson settings) {}

  /// `published` is what others measured with the model, as long as nothing was measured here.
  record EvaluationResponse(
      String model,
      List<KeptResults.Entry> results,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Expectation> published,
      @Nullable TunedJson tuned,
      List<KeptBenchmarks.Entry> benchmarks) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/evaluation", Role.READ, Load.NONE, this::evaluation);
  }

  private void evaluation(Context ctx) throws IOException {
    Optional<TunedSettings> tuned = TunedSettings.read(doppel.modelFolder());
    String model = doppel.encoder().fingerprint().model();
    List<KeptResults.Entry> results = KeptResults.of(doppel.modelFolder(), doppel.encoder().fingerprint()).entries();
    ctx.json(
        new EvaluationResponse(
            model,
            results,
            results.isEmpty() ? Expectations.of(doppel.encoder()).all() : null,
            tuned
                .map(found ->
                    new TunedJson(found.machine(), found.fits(), SettingsJson.of(found.settings())))
                .orElse(null),
            KeptBenchmarks.of(doppel.modelFolder(), doppel.encoder().fingerprint()).entries()));
  }
}
