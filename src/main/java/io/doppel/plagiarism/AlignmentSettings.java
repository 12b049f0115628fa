package io.doppel.plagiarism;

/// Every number that alignment depends on. Weights are letters with their spaces; a Hangul syllable counts two.
///
/// @param gramWords words of the shortest exact match that is looked for
/// @param minTile least weight of an exact match that counts as evidence
/// @param minVerbatim least weight of exact matches that make a case by themselves
/// @param verbatimGap most weight between two exact matches of one copied passage, on either side
/// @param minCosine least tf-isf cosine of two units that are alike by their words
/// @param minDice least share of common word stems of two units that are alike by their words
/// @param minMeaning least strength (see [MeaningSimilarity]) of two units that are alike by meaning
/// @param minDeviations least standard deviations that their cosine stands above the background
/// @param gap most units between two seeds of one passage, on either side
/// @param minSeeds least number of seeds of a passage that is found by meaning alone
/// @param minPassageCosine least tf-isf cosine of two passages that are alike by their words
/// @param minPassageMeaning least strength of the mean embeddings of two passages that are alike by meaning
/// @param minPassage least weight of a passage, on either side
/// @param joinGap most weight between two cases that are reported as one, on either side
/// @param minLight least part of the words that both passages share if the case is called a light edit
public record AlignmentSettings(
    int gramWords,
    int minTile,
    int minVerbatim,
    int verbatimGap,
    float minCosine,
    float minDice,
    float minMeaning,
    float minDeviations,
    int gap,
    int minSeeds,
    float minPassageCosine,
    float minPassageMeaning,
    int minPassage,
    int joinGap,
    float minLight) {

  public static AlignmentSettings standard() {
    return new AlignmentSettings(4, 20, 90, 30, .33f, .33f, .42f, 2.5f, 2, 2, .34f, .55f, 80, 60, .5f);
  }
}
