package io.doppel.classification;

import io.doppel.learn.measure.Roc;

/// How well cosines tell right claims from wrong ones, on examples that were left out of their label's prototype. NaN
/// where there is nothing to tell from.
///
/// @param equalErrorRate where as many right claims are refused as wrong ones are accepted
/// @param trueAccept1 the share of right claims that is accepted where 1 % of wrong ones is
/// @param trueAccept01 where .1 % is
public record VerificationMeasures(double equalErrorRate, double trueAccept1, double trueAccept01) {

  static VerificationMeasures of(double[] genuine, double[] impostors) {
    Roc roc = new Roc(genuine, impostors);
    return new VerificationMeasures(roc.equalErrorRate(), roc.trueAcceptAt(.01), roc.trueAcceptAt(.001));
  }
}
