package io.doppel.server.limit;

import io.doppel.text.Bounds;
import java.util.List;

/// How much callers may ask for. An empty list is no limit.
///
/// @param requests of one key, or where nobody needs one, of one address
/// @param addresses requests of one address, whatever keys they show
/// @param texts that one key has read by the model; of a long one each 1,000 characters count
/// @param jobs of one key that are under way at once, 1 to 1,000,000
/// @param documents that a collection may hold, 0 for as many as there are
/// @param collections that there may be, so that no more are made over HTTP; 0 for as many as there are
/// @param everywhere whether this also holds where nobody needs a key and only this machine is let in
public record LimitSettings(
    List<Rate> requests,
    List<Rate> addresses,
    List<Rate> texts,
    int jobs,
    long documents,
    int collections,
    boolean everywhere) {

  /// More than people and their programs ask for, and less than would keep others from being answered: a key may have
  /// as many texts read as one server reads.
  public static final LimitSettings STANDARD =
      new LimitSettings(
          List.of(new Rate(200, Rate.Unit.SECOND), new Rate(6_000, Rate.Unit.MINUTE)),
          List.of(new Rate(400, Rate.Unit.SECOND), new Rate(9_000, Rate.Unit.MINUTE)),
          List.of(new Rate(60_000, Rate.Unit.MINUTE)),
          4,
          0,
          5_000,
          false);

  /// Nothing is limited.
  public static final LimitSettings NONE =
      new LimitSettings(List.of(), List.of(), List.of(), LimitSettings.MOST_JOBS, 0, 0, false);

  private static final int MOST_JOBS = 1_000_000;
  private static final int MOST_COLLECTIONS = 1_000_000;

  public LimitSettings {
    requests = List.copyOf(requests);
    addresses = List.copyOf(addresses);
    texts = List.copyOf(texts);
    Bounds.check("limit_jobs", jobs, 1, MOST_JOBS);
    Bounds.check("limit_collections", collections, 0, MOST_COLLECTIONS);
    if (documents < 0) {
      throw new Bounds.Violation("limit_documents", "limit_documents must be at least 0, got " + documents);
    }
  }
}
