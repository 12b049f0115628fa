package io.doppel.plagiarism.alignment;

import io.doppel.plagiarism.reading.MeaningSimilarity;

/// Every number that alignment depends on. Strengths are those of [MeaningSimilarity], on the standard scale, whatever
/// the model. Weights are letters with their spaces; a Hangul syllable counts two. Where no other reason is given, a
/// value was chosen on one half of the suspicious documents of the PAN 2013 training corpus, and a change of a quarter
/// moves the score by less than a hundredth.
///
/// @param copying what is copied word for word
/// @param seeding what two units must have in common
/// @param extending how seeds become passages
/// @param paraphrasing passages that share little but their meaning
/// @param summarizing passages that tell what is spread over much of the source
/// @param joinGap most weight between two cases that are reported as one, on either side: a sentence
/// @param naming what a case is called
public record AlignmentSettings(
    Copying copying,
    Seeding seeding,
    Extending extending,
    Paraphrasing paraphrasing,
    Summarizing summarizing,
    int joinGap,
    Naming naming) {

  /// What is copied word for word.
  ///
  /// @param gram words of the shortest common run that is looked for; three words are common by chance
  /// @param minTile least weight of a common run; lighter ones are set phrases
  /// @param minWeight least weight of the common runs of a copy: some fifteen words, about the shortest quotation
  /// @param maxGap most weight between two common runs of one copy, on either side: a few changed words
  /// @param minRest least tf-isf cosine of what a copy leaves over of two units, if these are alike beyond the copy
  public record Copying(int gram, int minTile, int minWeight, int maxGap, float minRest) {}

  /// What two units must have in common. The weights of the three measures, and the bias, are those of a logistic
  /// regression that tells the units of a case from others; their sum is in log odds.
  ///
  /// @param cosine weight of the tf-isf cosine
  /// @param dice weight of Dice's coefficient
  /// @param meaning weight of the strength of the embeddings' cosine, see [MeaningSimilarity]
  /// @param bias added to the sum
  /// @param minDeviations a strength counts only if the cosine stands so many standard deviations above the background
  public record Seeding(float cosine, float dice, float meaning, float bias, float minDeviations) {}

  /// How seeds become passages.
  ///
  /// @param minOdds least log odds of a seed
  /// @param gap most units between two seeds of one passage, on either side, to begin with: passages are often
  ///     reordered
  /// @param minEvidence least evidence, the log odds above `minOdds` summed over the units of the suspicious text
  /// @param perSize evidence that is asked for in addition, for each natural logarithm by which the texts have more
  ///     pairs of units than `usualSize`: in long texts, more is alike by chance
  /// @param usualSize pairs of units of two short texts
  /// @param minCosine least tf-isf cosine of the two passages, unless they are alike by meaning
  /// @param minMeaning least strength of the cosine of the two passages' mean embeddings, unless they are alike by
  ///     words
  /// @param minWeight least weight of a passage, on either side
  /// @param minEdge least log odds of a pair of units that is added to a passage which it adjoins
  public record Extending(
      float minOdds,
      int gap,
      float minEvidence,
      float perSize,
      int usualSize,
      float minCosine,
      float minMeaning,
      int minWeight,
      float minEdge) {}

  /// Passages that share little but their meaning. The values keep the sample essays about the same subject apart from
  /// those that retell each other.
  ///
  /// @param minStrength least strength of a seed, see [MeaningSimilarity]
  /// @param gap most units between two seeds of one passage, on either side
  /// @param minUnits least number of units that are seeds, on either side: two are alike by chance
  /// @param minEvidence least evidence, the strength above `minStrength` summed over the units of either text
  /// @param perSize evidence that is asked for in addition, for each natural logarithm by which the texts have more
  ///     pairs of units than `usualSize`
  /// @param usualSize pairs of units of two short essays
  /// @param minDensity least part of the units of a passage that are seeds, on either side
  /// @param minMeaning least strength of the cosine of the two passages' mean embeddings
  public record Paraphrasing(
      float minStrength,
      int gap,
      int minUnits,
      float minEvidence,
      float perSize,
      int usualSize,
      float minDensity,
      float minMeaning) {}

  /// Passages that tell what is spread over much of the source.
  ///
  /// @param minOdds least log odds of a seed
  /// @param perSize log odds that are asked for in addition, for each natural logarithm by which the source has more
  ///     units than `usualSize`: the best of many is good by chance
  /// @param usualSize units of a short source
  /// @param gap most units between two seeds in the suspicious text
  /// @param minUnits least number of units that are seeds
  /// @param minEvidence least evidence, the log odds above the least, summed over the units
  /// @param minRatio least length of the source's passage, in lengths of the summary
  /// @param maxShare most part of the evidence that one compact passage explains; with more it is no summary
  /// @param minSpread a summary whose traces are spread over so large a part of the source is one of the whole source
  public record Summarizing(
      float minOdds,
      float perSize,
      int usualSize,
      int gap,
      int minUnits,
      float minEvidence,
      float minRatio,
      float maxShare,
      float minSpread) {}

  /// What a case is called.
  ///
  /// @param minShared least part of the words that both passages share if it is a copy, light or shuffled
  /// @param minInOrder least part of these words that stand in the same order if it is a light edit
  /// @param minSummarized least weight of the source's passage, in weights of the other, if it is a summary
  public record Naming(float minShared, float minInOrder, float minSummarized) {}

  public static AlignmentSettings standard() {
    return new AlignmentSettings(
        new Copying(4, 20, 90, 30, .25f),
        new Seeding(11.4f, 5.2f, 5f, -8.9f, 2f),
        new Extending(-1.5f, 4, 4f, 1f, 4000, .34f, .6f, 120, -3f),
        new Paraphrasing(.3f, 1, 3, .45f, .45f, 300, .5f, .7f),
        new Summarizing(-3.5f, 1f, 40, 2, 3, 10f, 2f, .8f, .5f),
        100,
        new Naming(.5f, .6f, 2f));
  }
}
