package io.doppel.server.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Locale;

/// What is left of one rate: a bucket that is full at first and fills again all the time. Thread-safe.
final class Meter {

  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private final String name;
  private final String unit;
  private final Rate rate;
  private final Bucket bucket;

  /// What was found when something was taken.
  ///
  /// @param taken whether there was any left
  /// @param left how much there is now
  /// @param seconds until there is some again where nothing was left, else until the bucket is full, rounded up
  record Taken(Meter meter, boolean taken, long left, long seconds) {

    /// As the header `RateLimit` tells it.
    String field() {
      return "\"%s\";r=%d;t=%d".formatted(meter.name, left, seconds);
    }
  }

  /// @param unit what is counted: `requests` or `texts`
  Meter(String unit, Rate rate) {
    this.unit = unit;
    this.name = "%s_per_%s".formatted(unit, rate.unit().name().toLowerCase(Locale.ROOT));
    this.rate = rate;
    this.bucket =
        Bucket.builder()
            .withNanosecondPrecision()
            .addLimit(limit -> limit.capacity(rate.count()).refillGreedy(rate.count(), rate.unit().duration()))
            .build();
  }

  /// Takes some, if there is any left: all of it then, also more than there is, which is made up for later. So what is
  /// larger than the bucket is not refused for ever.
  Taken take(long count) {
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      return new Taken(this, false, 0, Math.max(1, seconds(probe.getNanosToWaitForRefill())));
    }
    if (count > 1) {
      bucket.consumeIgnoringRateLimits(count - 1);
    }
    return new Taken(
        this, true, Math.max(0, probe.getRemainingTokens() - (count - 1)), seconds(probe.getNanosToWaitForReset()));
  }

  private static long seconds(long nanos) {
    return (long) Math.ceil(nanos / NANOS);
  }

  String unit() {
    return unit;
  }

  Rate rate() {
    return rate;
  }

  /// As the header `RateLimit-Policy` tells it.
  String policy() {
    String counted = unit.equals("requests") ? "" : ";qu=\"%s\"".formatted(unit);
    return "\"%s\";q=%d%s;w=%d".formatted(name, rate.count(), counted, rate.unit().duration().toSeconds());
  }
}
