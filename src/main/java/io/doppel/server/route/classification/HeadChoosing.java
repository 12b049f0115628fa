package io.doppel.server.route.classification;

import io.doppel.api.job.CollectionJobs;
import io.doppel.classification.Classification;
import io.doppel.classification.NoExamplesException;
import io.doppel.classification.head.HeadChoice;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.job.JobBusyException;
import io.doppel.engine.job.JobsFullException;
import io.doppel.server.limit.Allowance;
import io.doppel.server.problem.RequestException;
import java.io.IOException;
import java.util.Optional;

/// Which head is best for a classifier, for somebody who waits for an answer by it: what takes long to find goes on as
/// a job, whose result the next question finds.
record HeadChoosing(Doppel doppel) {

  /// Empty while it is looked for.
  ///
  /// @throws NoExamplesException if there are no examples
  Optional<HeadChoice> of(CollectionName name, Classification classification, Allowance allowance)
      throws IOException {
    Optional<HeadChoice> known = classification.known();
    if (known.isPresent()) {
      return known;
    }
    if (classification.isChosenAtOnce()) {
      return Optional.of(classification.choice());
    }
    try {
      allowance.job(() -> new CollectionJobs(doppel).chooseHead(name, classification));
    } catch (JobBusyException | JobsFullException | RequestException e) {
      // It is under way already, or begins with a later question.
    }
    return Optional.empty();
  }
}
