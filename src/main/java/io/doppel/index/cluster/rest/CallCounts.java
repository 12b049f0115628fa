package io.doppel.index.cluster.rest;

import io.doppel.index.upkeep.Calls;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts the calls of a cluster by what they are for. Thread-safe.
final class CallCounts {

  private static final class Kind {
    private final LongAdder count = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
  }

  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  /// Notes a call.
  ///
  /// @param path of the request, with its parameters
  void note(String path, long nanos, boolean failed) {
    Kind kind = kinds.computeIfAbsent(kind(path), _ -> new Kind());
    kind.count.increment();
    kind.nanos.add(nanos);
    if (failed) {
      kind.failed.increment();
    }
  }

  /// The first part of a path that no index is called by, such as `search`; there are few of them.
  static String kind(String path) {
    int end = path.indexOf('?');
    for (String part : (end < 0 ? path : path.substring(0, end)).split("/", -1)) {
      if (part.startsWith("_")) {
        return part.substring(1);
      }
    }
    return "index";
  }

  Map<String, Calls> all() {
    Map<String, Calls> all = new TreeMap<>();
    kinds.forEach(
        (name, kind) -> all.put(name, new Calls(kind.count.sum(), kind.failed.sum(), kind.nanos.sum() / 1e9)));
    return all;
  }
}
