package io.doppel.encoder.profile;

import io.doppel.encoder.Encoder;
import io.doppel.file.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.databind.json.JsonMapper;

/// Profiles on disk: that of a model lies in its folder; those of the models which come with the program come with
/// it, too.
public final class ProfileFile {

  /// Its name in the folder of a model.
  public static final String NAME = "profile.json";

  private static final Logger LOG = Logger.getLogger(ProfileFile.class.getName());
  private static final JsonFile<ModelProfile> FILE =
      new JsonFile<>(NAME, ModelProfile.class, "profile of a model", "delete it, and it is measured again");

  /// Those that come with the program; the first is that of the standard scale.
  private static final List<String> SHIPPED = List.of("all-MiniLM-L6-v2", "all-MiniLM-L6-v2-ko");

  private ProfileFile() {}

  /// The profile of a model; measured and kept where there is none yet, or one of other weights, or of an older
  /// program, or a damaged one.
  ///
  /// @param folder of the model; where it cannot be written to, the profile is measured anew by the next program
  public static ModelProfile of(Path folder, Encoder encoder) {
    return known(folder, encoder).orElseGet(() -> measure(folder, encoder));
  }

  /// The profile of a model if it was measured before.
  public static Optional<ModelProfile> known(Path folder, Encoder encoder) {
    Optional<ModelProfile> shipped =
        SHIPPED.stream().map(ProfileFile::shipped).filter(one -> one.isOf(encoder)).findFirst();
    if (shipped.isPresent()) {
      return shipped;
    }
    try {
      return FILE.read(folder).filter(profile -> profile.isOf(encoder));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0}", e.getMessage());
      return Optional.empty();
    }
  }

  private static ModelProfile measure(Path folder, Encoder encoder) {
    long start = System.nanoTime();
    ModelProfile profile = ModelProfile.measure(encoder);
    LOG.info(() ->
        String.format(
            Locale.ROOT,
            "measured what the cosines of the model are worth, in %.1f s: %s",
            (System.nanoTime() - start) / 1e9,
            profile
                .scale()
                .map(scale ->
                    String.format(
                        Locale.ROOT,
                        "unrelated sentences %.3f, rewordings %.3f",
                        scale.unrelated(),
                        scale.reworded()))
                .orElse("nothing, as it does not tell rewordings from unrelated sentences")));
    try {
      FILE.write(folder, profile);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the profile of {0} is not kept: {1}", new Object[] {folder, e.getMessage()});
    }
    return profile;
  }

  /// The profile of the standard scale.
  public static ModelProfile standard() {
    return shipped(SHIPPED.getFirst());
  }

  private static ModelProfile shipped(String model) {
    try (InputStream in = ProfileFile.class.getResourceAsStream("/profile/%s.json".formatted(model))) {
      if (in == null) {
        throw new IllegalStateException("the program lacks the profile of " + model);
      }
      return JsonMapper.shared().readValue(in, ModelProfile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
