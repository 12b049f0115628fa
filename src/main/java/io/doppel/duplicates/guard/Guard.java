package io.doppel.duplicates.guard;

/// A kind of difference that turns a text into another one while its embedding hardly moves.
public enum Guard {
  /// One says what the other denies: "which foods contain gluten", "which foods don't".
  NEGATION,
  /// A word stands against its opposite: on and off, more and less, 켜다 and 끄다.
  OPPOSITE,
  /// Numbers, dates, versions or units that do not agree.
  NUMBER,
  /// The same words in other parts: from Seoul to Busan, from Busan to Seoul; the dog bites, the dog is bitten.
  ROLE,
  /// One thing in the place of another: "how do I cite a book", "how do I cite a website".
  REPLACEMENT,
  /// One asks of a kind of what the other asks of: "train for a marathon", "train for a half marathon".
  NARROWING,
  /// What must be and what may be, what is meant and what was done, all and some: visitors must, visitors may; 써야 합니다,
  /// 써도 됩니다.
  MODALITY
}
