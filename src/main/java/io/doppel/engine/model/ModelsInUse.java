package io.doppel.engine.model;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.QuerySide;
import io.doppel.encoder.model.Sha256Sums;
import io.doppel.index.Passport;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import io.doppel.text.Bounds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The model that was chosen, and those that have made a collection of their own and were made here, or are under
/// the chosen one, which is grafted on it: each of these is loaded when such a collection is first opened, and kept
/// until this is closed. Thread-safe.
public final class ModelsInUse implements Closeable {

  private static final Logger LOG = Logger.getLogger(ModelsInUse.class.getName());

  private final Path models;
  private final String chosenName;
  private final LoadedModel chosen;

  /// By name; guarded by `this`, as is what follows.
  private final Map<String, Loaded> loaded = new HashMap<>();

  /// Whose names others have by now; open collections still have vectors of them.
  private final List<LoadedModel> replaced = new ArrayList<>();

  /// @param hashes those of the files of its folder, as they were then
  private record Loaded(LoadedModel model, String hashes) {}

  private ModelsInUse(Path models, String chosenName, LoadedModel chosen) {
    this.models = models;
    this.chosenName = chosenName;
    this.chosen = chosen;
  }

  /// Loads the chosen one, which takes a moment.
  ///
  /// @param models the folder with one folder a model
  /// @param name of the chosen one
  public static ModelsInUse of(Path models, String name) throws IOException {
    return new ModelsInUse(models, name, LoadedModel.load(models.resolve(name)));
  }

  public LoadedModel chosen() {
    return chosen;
  }

  /// The one that made a collection with this passport, if it was made here or is under the chosen one, and is still
  /// there; else the chosen one.
  public LoadedModel of(Optional<Passport> passport) throws IOException {
    if (passport.isEmpty()) {
      return chosen;
    }
    String name = passport.get().encoder().model();
    // Documents of a model of questions alone are those of its base, and tell nothing of which was adopted.
    if (chosen.made(passport.get()) && !(isMadeHere(name) && isOfQuestionsAlone(name))) {
      return chosen;
    }
    if (!isMadeHere(name) && !isUnderChosen(name)) {
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
  /// @throws Bounds.Violation if it is neither the chosen one nor one that was made here
  public LoadedModel named(String name) throws IOException {
    if (name.equals(chosenName)) {
      return chosen;
    }
    if (!has(name)) {
      throw new Bounds.Violation(
          "model",
          "the model must be \"%s\", or one that was made here, got \"%s\""
              .formatted(chosenName, name.length() > 100 ? name.substring(0, 100) + "…" : name));
    }
    return load(name);
  }

  /// Whether that is the chosen one or one that was made here.
  public boolean has(String name) throws IOException {
    return name.equals(chosenName) || isMadeHere(name);
  }

  private boolean isUnderChosen(String name) {
    return !name.equals(chosenName)
        && name.equals(chosen.encoder().fingerprintOf("", Prompt.DOCUMENT).model())
        && Files.isDirectory(models.resolve(name));
  }

  private boolean isMadeHere(String name) throws IOException {
    Path folder = ModelName.isValid(name) ? models.resolve(name) : models;
    return Files.isDirectory(folder) && Origin.of(folder).filter(Origin::isMadeHere).isPresent();
  }

  /// The name of the model by which a collection is made anew where nobody names another one: that which it was made
  /// with, if that was trained here and is still there, also where an older program has cut its texts; else the chosen
  /// one.
  public String rebuilding(Optional<Passport> passport) throws IOException {
    String name = passport.map(made -> made.encoder().model()).orElse(chosenName);
    return isMadeHere(name) ? name : chosenName;
  }

  /// Whether the model of that name makes of questions something of its own, and of documents what its base makes.
  private boolean isOfQuestionsAlone(String name) throws IOException {
    return !(QuerySide.of(models.resolve(name)) instanceof QuerySide.Same);
  }

  private synchronized LoadedModel load(String name) throws IOException {
    Path folder = new Models(models).folder(new ModelName(name));
    String hashes = hashes(folder);
    Loaded known = loaded.get(name);
    if (known != null && known.hashes().equals(hashes)) {
      return known.model();
    }
    LoadedModel model = LoadedModel.load(folder);
    loaded.put(name, new Loaded(model, hashes));
    if (known != null) {
      replaced.add(known.model());
    }
    return model;
  }

  private static String hashes(Path folder) throws IOException {
    Path file = folder.resolve(Sha256Sums.FILE);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  @Override
  public synchronized void close() {
    loaded.values().forEach(each -> each.model().close());
    loaded.clear();
    replaced.forEach(LoadedModel::close);
    replaced.clear();
    chosen.close();
  }
}
