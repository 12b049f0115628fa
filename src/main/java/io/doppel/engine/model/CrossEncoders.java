package io.doppel.engine.model;

import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxCrossEncoder;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.text.Bounds;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// The cross-encoders in a folder of models, each loaded when it is first asked for and kept until this is closed.
/// Thread-safe.
public final class CrossEncoders implements SecondJudges, Closeable {

  private static final Logger LOG = Logger.getLogger(CrossEncoders.class.getName());

  /// One that did not load is tried again after so long even if it was not changed: memory may have been short.
  private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Models models;

  /// By name; guarded by `this`.
  private final Map<String, CrossEncoder> open = new HashMap<>();

  /// The same as second judges; guarded by `this`.
  private final Map<String, SecondJudge> judges = new HashMap<>();

  /// Those that did not load, so that not every request reads the file of a damaged one anew; guarded by `this`.
  private final Map<String, Failure> failed = new HashMap<>();

  private final LongSupplier nanoTime;

  /// @param state of its folder before
  /// @param nanos when it was tried
  private record Failure(FolderState state, long nanos, String why) {}

  public CrossEncoders(Path folder) {
    this(folder, System::nanoTime);
  }

  /// @param nanoTime a clock that never goes back, in nanoseconds
  CrossEncoders(Path folder, LongSupplier nanoTime) {
    this.models = new Models(folder);
    this.nanoTime = nanoTime;
  }

  /// @param use the value that names it, for messages: `rerank` or `second_judge`
  /// @throws Bounds.Violation if there is no cross-encoder of that name that works
  public synchronized CrossEncoder of(String name, String use) throws IOException {
    CrossEncoder known = open.get(name);
    if (known != null) {
      return known;
    }
    if (models.names().stream().noneMatch(model -> model.value().equals(name))) {
      throw new Bounds.Violation(use, "there is no model \"%s\"; %s".formatted(shortened(name), installed()));
    }
    Path folder = models.folder(new ModelName(name));
    FolderState state = FolderState.of(folder);
    Failure before = failed.get(name);
    if (before == null || !before.state.equals(state) || nanoTime.getAsLong() - before.nanos >= RETRY_NANOS) {
      try {
        CrossEncoder loaded = OnnxCrossEncoder.load(folder, EncoderSettings.standard());
        failed.remove(name);
        open.put(name, loaded);
        return loaded;
      } catch (ModelException e) {
        before = new Failure(state, nanoTime.getAsLong(), why(e, folder));
        failed.put(name, before);
      }
    }
    throw new Bounds.Violation(use, "model \"%s\" cannot be used: %s; %s".formatted(name, before.why, installed()));
  }

  /// The reason without where the models lie, which is nothing for whoever asks over HTTP.
  private static String why(ModelException e, Path folder) throws IOException {
    // The runtime may write another one than was given. The longest first: it may end as another does.
    List<String> paths =
        Stream.of(folder, folder.toAbsolutePath(), folder.toRealPath())
            .map(Path::toString)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String why = String.valueOf(e.getMessage());
    for (String path : paths) {
      why = why.replace(path, String.valueOf(folder.getFileName()));
    }
    return why;
  }

  private static String shortened(String name) {
    return name.length() > 100 ? name.substring(0, 100) + "…" : name;
  }

  /// The models that may be cross-encoders, for messages.
  private String installed() throws IOException {
    List<String> names = names();
    return names.isEmpty() ? "no cross-encoder is installed" : "installed are " + String.join(", ", names);
  }

  /// The names of the models that say that they are cross-encoders, in order.
  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (ModelName name : models.names()) {
      try {
        if (CrossEncoderFolder.isOne(models.folder(name))) {
          names.add(name.value());
        }
      } catch (ModelException e) {
        LOG.log(Level.FINE, e, () -> "model \"%s\" does not say what it is".formatted(name.value()));
      }
    }
    return names;
  }

  @Override
  public Optional<SecondJudge> secondJudge() throws IOException {
    List<String> names = names();
    if (names.size() != 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(secondJudge(names.getFirst()));
    } catch (Bounds.Violation e) {
      LOG.warning(() -> "there is no second judge: " + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public SecondJudge secondJudge(String name) throws IOException {
    CrossEncoder model = of(name, "second_judge");
    synchronized (this) {
      return judges.computeIfAbsent(name, _ -> new SecondJudge(model));
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(CrossEncoder::close);
    open.clear();
  }
}
