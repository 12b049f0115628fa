package io.doppel.index.query;

/// How deep to look for documents. What is found goes by this alone, not by how many of the documents are wanted, so
/// that page two goes on where page one ended.
///
/// @param passages how many passages are considered of either side, 1 to 10,000
/// @param documents as long as these passages are of fewer documents, more are considered, 1 to 10,000
public record Depth(int passages, int documents) {}
