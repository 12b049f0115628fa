package io.doppel.cli;

import io.doppel.server.limit.LimitSettings;
import io.doppel.server.limit.Rate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How much callers of a server may ask for. Where nobody needs a key and only this machine is let in, nothing is
/// limited, unless one of these is given.
final class LimitOptions {

  @Option(
      names = "--limit-requests",
      paramLabel = "RATES",
      description =
          "How many requests a key may send: numbers in a second, minute, hour or day, such as 50/s,1500/m, or off. "
              + "Default: 200/s,6000/m.")
  private @Nullable String requests;

  @Option(
      names = "--limit-address",
      paramLabel = "RATES",
      description = "The same of an address, whatever keys it shows. Default: 400/s,9000/m.")
  private @Nullable String addresses;

  @Option(
      names = "--limit-texts",
      paramLabel = "RATES",
      description =
          "How many texts a key may have read by the model; of a long one each 1,000 characters count. "
              + "Default: 60000/m.")
  private @Nullable String texts;

  @Option(
      names = "--limit-jobs",
      paramLabel = "N",
      description = "How many jobs of a key may be under way at once. Default: 4.")
  private @Nullable Integer jobs;

  @Option(
      names = "--limit-documents",
      paramLabel = "N",
      defaultValue = "0",
      description = "How many documents a collection may hold; others are rejected. 0 for as many as there are, the "
          + "default.")
  private long documents;

  @Option(
      names = "--limit-collections",
      paramLabel = "N",
      description =
          "How many collections there may be, so that no more are made over HTTP. 0 for as many as there are. "
              + "Default: 5000.")
  private @Nullable Integer collections;

  LimitSettings settings() {
    LimitSettings standard = LimitSettings.STANDARD;
    return new LimitSettings(
        rates("limit-requests", requests, standard.requests()),
        rates("limit-address", addresses, standard.addresses()),
        rates("limit-texts", texts, standard.texts()),
        jobs == null ? standard.jobs() : jobs,
        documents,
        collections == null ? standard.collections() : collections,
        Stream.of(requests, addresses, texts, jobs).anyMatch(Objects::nonNull));
  }

  private static List<Rate> rates(String option, @Nullable String given, List<Rate> standard) {
    return given == null ? standard : Rate.list("--" + option, given);
  }
}
