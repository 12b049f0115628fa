package io.doppel.index.cluster;

import io.doppel.index.Passport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// What an index of a cluster is called, `PREFIX.NAME.N`, and its other names, which no index with another passport
/// ever has: who asks by one of them asks this index, or is told that it is gone.
///
/// @param collection `PREFIX.NAME`, by which the index of a collection is found
/// @param number the first of a collection is 1, and each that takes its place has the next
/// @param kind stands for its passport
record IndexName(String collection, int number, String kind) {

  private static final int KIND_BYTES = 8;

  static IndexName of(String collection, int number, Passport passport) {
    try {
      byte[] all = new TreeMap<>(passport.toMap()).toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(all);
      return new IndexName(collection, number, HexFormat.of().formatHex(hash, 0, KIND_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  /// @param index `PREFIX.NAME.N`
  static IndexName of(String index, Passport passport) {
    int end = index.lastIndexOf('.');
    return of(index.substring(0, end), Integer.parseInt(index.substring(end + 1)), passport);
  }

  /// The one that takes its place.
  IndexName next(Passport passport) {
    return of(collection, number + 1, passport);
  }

  String index() {
    return collection + "." + number;
  }

  /// By this it is read.
  String reading() {
    return index() + "." + kind;
  }

  /// By this it is written to; it does not have it while it is made anew.
  String writing() {
    return reading() + ".w";
  }

  /// What it has instead while it is made anew.
  ///
  /// @param owner who does it
  String closed(String owner) {
    return closed() + owner;
  }

  /// What that begins with.
  String closed() {
    return index() + ".closed-";
  }

  /// The names beside its own of one that anybody may write to.
  List<String> others() {
    return List.of(reading(), writing());
  }
}
