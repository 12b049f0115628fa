package io.doppel.index.lucene.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.jspecify.annotations.Nullable;

/// Merges as another policy does, but a forced merge writes every segment anew, a single one without deletions too: it
/// may be stored in another way than it should be from now on.
public final class CompactingMergePolicy extends FilterMergePolicy {

  private volatile MergeWatch watch = MergeWatch.NOBODY;

  public CompactingMergePolicy(MergePolicy in) {
    super(in);
  }

  /// Has forced merges that begin from now on watched.
  public void watch(MergeWatch watching) {
    watch = watching;
  }

  @Override
  public @Nullable MergeSpecification findForcedMerges(
      SegmentInfos infos,
      int maxSegmentCount,
      Map<SegmentCommitInfo, Boolean> segmentsToMerge,
      MergeContext context) {
    List<SegmentCommitInfo> segments = new ArrayList<>();
    boolean old = false;
    for (SegmentCommitInfo segment : infos) {
      Boolean original = segmentsToMerge.get(segment);
      if (original != null) {
        if (context.getMergingSegments().contains(segment)) {
          return null;
        }
        segments.add(segment);
        // What a forced merge has made comes again, marked as no longer one of the original segments.
        old |= original;
      }
    }
    if (!old && segments.size() <= 1) {
      return null;
    }
    MergeSpecification specification = new MergeSpecification();
    specification.add(new WatchedMerge(segments, watch));
    return specification;
  }

  private static final class WatchedMerge extends OneMerge {

    private final MergeWatch watch;

    private WatchedMerge(List<SegmentCommitInfo> segments, MergeWatch watch) {
      super(segments);
      this.watch = watch;
    }

    /// Lucene asks before each node that it inserts into the graph, which is where nearly all of the time goes.
    @Override
    public void checkAborted() throws MergeAbortedException {
      if (!watch.goesOn()) {
        setAborted();
      }
      super.checkAborted();
    }
  }
}
