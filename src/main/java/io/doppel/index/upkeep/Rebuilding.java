package io.doppel.index.upkeep;

import java.time.Instant;

/// An index that some process makes anew, or made anew until it died.
///
/// @param id of this attempt
/// @param index its name
/// @param order what whoever began it said that another one needs to know to go on with it; empty if nobody is to
/// @param who does it, for people
/// @param since when this attempt began
/// @param done documents that were read, as it was told last
/// @param total documents that there are
/// @param abandoned whether nobody does it any more, so that others may go on with it
public record Rebuilding(
    String id, String index, String order, String who, Instant since, long done, long total, boolean abandoned) {}
