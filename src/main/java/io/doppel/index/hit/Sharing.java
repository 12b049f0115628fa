package io.doppel.index.hit;

import java.util.List;

/// What documents share with a text.
///
/// @param overlaps the documents that share runs of words with it, most telling first; ties are in order of document id
///     (by code points)
/// @param widespread how many of its runs of words more than [Overlap#MAX_DOCUMENTS] documents share: set phrases,
///     which say nothing of where it is from and are in no overlap
public record Sharing(List<Overlap> overlaps, int widespread) {

  public Sharing {
    overlaps = List.copyOf(overlaps);
  }
}
