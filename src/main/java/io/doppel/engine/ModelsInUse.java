package io.doppel.engine;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.ModelException;
import io.doppel.index.Passport;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.text.Bounds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The model that was chosen, and those that have made a collection of their own and were trained here, or are under
/// the chosen one, which is grafted on it: each of these is loaded when such a collection is first opened, and kept
/// until this is closed. Thread-safe.
final class ModelsInUse implements Closeable {

  private static final Logger LOG = Logger.getLogger(ModelsInUse.class.getName());

  private final Home home;
  private final LoadedModel chosen;

  /// By name; guarded by `this` where one is loaded.
  private final Map<String, LoadedModel> trained = new ConcurrentHashMap<>();

  private ModelsInUse(Home home, LoadedModel chosen) {
    this.home = home;
    this.chosen = chosen;
  }

  static ModelsInUse of(Home home) throws IOException {
    return new ModelsInUse(home, LoadedModel.load(home.modelFolder()));
  }

  LoadedModel chosen() {
    return chosen;
  }

  /// The one that made a collection with this passport, if it was trained here or is under the chosen one, and is still
  /// there; else the chosen one.
  LoadedModel of(Optional<Passport> passport) throws IOException {
    if (passport.isEmpty() || chosen.made(passport.get())) {
      return chosen;
    }
    String name = passport.get().encoder().model();
    if (!isTrained(name) && !isUnderChosen(name)) {
      return chosen;
    }
    try {
      LoadedModel found = load(name);
      return found.made(passport.get()) ? found : chosen;
    } catch (ModelException e) {
      LOG.log(Level.WARNING, e, () -> "model \"%s\", which made a collection, cannot be loaded".formatted(name));
      return chosen;
    }
  }

  /// The one of that name.
  ///
  /// @throws Bounds.Violation if it is neither the chosen one nor one that was trained here
  LoadedModel named(String name) throws IOException {
    if (name.equals(home.model())) {
      return chosen;
    }
    if (!isTrained(name)) {
      throw new Bounds.Violation(
          "model",
          "the model must be \"%s\", or one that was trained here, got \"%s\""
              .formatted(home.model(), name.length() > 100 ? name.substring(0, 100) + "…" : name));
    }
    return load(name);
  }

  private boolean isUnderChosen(String name) {
    return !name.equals(home.model())
        && name.equals(chosen.encoder().fingerprintOf("", Prompt.DOCUMENT).model())
        && Files.isDirectory(home.models().resolve(name));
  }

  private boolean isTrained(String name) throws IOException {
    Path folder = ModelName.isValid(name) ? home.models().resolve(name) : home.models();
    return Files.isDirectory(folder) && Origin.of(folder).filter(Origin::isTrained).isPresent();
  }

  private synchronized LoadedModel load(String name) throws IOException {
    LoadedModel known = trained.get(name);
    if (known == null) {
      known = LoadedModel.load(new Models(home.models()).folder(new ModelName(name)));
      trained.put(name, known);
    }
    return known;
  }

  @Override
  public synchronized void close() {
    trained.values().forEach(LoadedModel::close);
    trained.clear();
    chosen.close();
  }
}
