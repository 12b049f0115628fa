package io.doppel.engine;

import io.doppel.index.audit.RecallAudit;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.work.Recurring;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Audits the open collections now and then, one at a time and a small sample each, and logs when one keeps less than
/// it promises, or when a file is not what was written. Its thread is a daemon.
public final class Auditor implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Auditor.class.getName());

  /// Files of more are not read through: they would drive out of memory what searches need there. A second or so.
  private static final long MOST_BYTES_VERIFIED = 1L << 30;

  private final Doppel doppel;
  private final Recurring audits = new Recurring("auditor");

  /// Rounds in which a collection was audited, by name; for the one thread of the audits.
  private final Map<String, Long> lastRound = new HashMap<>();

  private long round;

  private Auditor(Doppel doppel) {
    this.doppel = doppel;
  }

  /// Starts to audit a collection each `pause`.
  public static Auditor start(Doppel doppel, Duration pause) {
    Auditor auditor = new Auditor(doppel);
    auditor.audits.every(pause, pause, auditor::next);
    return auditor;
  }

  /// Audits the collection whose turn it is.
  private void next() {
    round++;
    List<DocumentCollection> opened = doppel.opened();
    opened.stream()
        .min(Comparator.comparing(collection -> lastRound.getOrDefault(collection.name().value(), 0L)))
        .ifPresent(this::audit);
  }

  private void audit(DocumentCollection collection) {
    String name = collection.name().value();
    lastRound.put(name, round);
    try {
      Optional<Upkeep> upkeep = collection.index().upkeep();
      if (upkeep.isPresent()) {
        verify(upkeep.get());
      }
      RecallAudit audit = RecallAudit.small(collection.passages(), round);
      Optional<RecallAudit.Report> report = collection.quality().audit(audit);
      report
          .flatMap(each -> Advice.of(each, collection.name()))
          .ifPresent(advice -> LOG.warning(() -> sentence(name, report.orElseThrow(), advice)));
    } catch (DamagedIndexException e) {
      LOG.log(Level.SEVERE, e, () -> Advice.sentence(e));
    } catch (IOException | RuntimeException e) {
      // A collection may have been closed or deleted meanwhile.
      LOG.log(Level.INFO, e, () -> "collection \"%s\" could not be audited".formatted(name));
    } catch (Error e) {
      // As a file that was cut off under its memory map gives one.
      LOG.log(Level.WARNING, e, () -> "collection \"%s\" could not be audited".formatted(name));
    }
  }

  private static void verify(Upkeep upkeep) throws IOException {
    if (upkeep.footprint().diskBytes() <= MOST_BYTES_VERIFIED) {
      upkeep.verify();
    }
  }

  private static String sentence(String name, RecallAudit.Report report, String advice) {
    return String.format(
        Locale.ROOT,
        "collection \"%s\": recall@%d is %.3f, below %.3f; %s",
        name,
        report.audit().k(),
        report.stored().value(),
        report.audit().promise(),
        advice);
  }

  @Override
  public void close() {
    audits.close();
  }
}
