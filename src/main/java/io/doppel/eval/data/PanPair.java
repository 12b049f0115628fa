package io.doppel.eval.data;

import io.doppel.eval.measure.PanCase;

/// A suspicious document and a source that it may be taken from, by the names of their files.
public record PanPair(String suspicious, String source) {

  /// Whether `one` is a case of this pair.
  boolean holds(PanCase one) {
    return one.suspicious().equals(suspicious) && one.source().equals(source);
  }

  /// `suspicious-document00001-source-document00002.xml`
  String annotationFile() {
    return stem(suspicious) + "-" + stem(source) + ".xml";
  }

  private static String stem(String file) {
    int dot = file.lastIndexOf('.');
    return dot < 0 ? file : file.substring(0, dot);
  }
}
