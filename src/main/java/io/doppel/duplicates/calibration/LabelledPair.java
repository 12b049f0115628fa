package io.doppel.duplicates.calibration;

/// Two texts, and whether a person calls them duplicates.
///
/// @param weight how many pairs it stands for, more than 0: a pair that was drawn for a person to decide about stands
///     for as many as its chance of being drawn says (Horvitz and Thompson, 1952), any other one for itself
public record LabelledPair(String text1, String text2, boolean duplicate, double weight) {

  /// One that stands for itself.
  public LabelledPair(String text1, String text2, boolean duplicate) {
    this(text1, text2, duplicate, 1);
  }
}
