package io.doppel.server.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That somebody did something. Neither texts nor keys are in it: addresses hold names and ids only.
///
/// @param time when it was done
/// @param requestId of the request, as the answer and the log have it; null on the command line
/// @param who the name of the key, `anyone` where nobody needs one, or `user NAME` on the command line
/// @param role what the key let one do; null on the command line
/// @param address where the request came from; null on the command line
/// @param action the method and the route, or the command
/// @param target what it was done to, such as `/v1/collections/faq`; of a very long one the beginning
/// @param status of the answer: 2xx if it was done; null on the command line, which keeps only what was done
/// @param times how often the same was refused since the line before that says so, this time with it; null for once
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailEntry(
    Instant time,
    @Nullable String requestId,
    String who,
    @Nullable String role,
    @Nullable String address,
    String action,
    String target,
    @Nullable Integer status,
    @Nullable Integer times) {

  private static final int LONGEST_TARGET = 1_000;

  public TrailEntry {
    target = target.length() > LONGEST_TARGET ? target.substring(0, LONGEST_TARGET) : target;
  }

  /// Whether it was asked for by somebody who may not, or of what is not there. Whatever else went wrong may have been
  /// done in part, or done and not been told.
  boolean isRefused() {
    return status != null && (status == 401 || status == 403 || status == 404 || status == 429);
  }

  /// The same, as the last of so many.
  TrailEntry last(int many) {
    return new TrailEntry(time, requestId, who, role, address, action, target, status, many);
  }

  /// What somebody did at the command line of this machine.
  ///
  /// @param command such as `keys create`
  public static TrailEntry ofCommand(Instant time, String command, String target) {
    return new TrailEntry(
        time, null, "user " + System.getProperty("user.name", "?"), null, null, command, target, null, null);
  }
}
