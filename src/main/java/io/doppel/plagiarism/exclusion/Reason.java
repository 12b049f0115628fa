package io.doppel.plagiarism.exclusion;

/// Why a case is left out.
public enum Reason {
  /// It stands in quotation marks, with a reference behind.
  QUOTATION,
  /// It stands under a heading such as "References".
  BIBLIOGRAPHY,
  /// It stands in a base document too, such as a template.
  BASE,
  /// Many documents of the collection have it.
  COMMON,
  /// The source is by the same author.
  AUTHOR
}
