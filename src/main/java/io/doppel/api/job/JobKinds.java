package io.doppel.api.job;

import io.doppel.api.BatchJson;
import io.doppel.api.IndexedJson;
import io.doppel.api.MapJson;
import io.doppel.api.UpkeepJson;
import io.doppel.api.classification.HeadChoiceJson;
import io.doppel.api.duplicates.Mining;
import io.doppel.api.examination.ExaminationJson;
import io.doppel.api.learning.TrainedJson;
import io.doppel.classification.head.HeadChoice;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.engine.job.JobKind.Repetition;
import io.doppel.engine.job.JobKind;
import io.doppel.engine.learning.Candidate;
import io.doppel.engine.quality.CollectionExamination;
import io.doppel.projection.CollectionMap;

/// The kinds of jobs there are, and what programs see of their results.
public final class JobKinds {

  /// A collection is written anew as one segment.
  public static final JobKind<UpkeepJson> COMPACT =
      new JobKind<>("compact", Repetition.ONE_A_COLLECTION, _ -> 0, result -> result);

  /// A collection is made anew of its own documents.
  public static final JobKind<IndexingProgress> REINDEX =
      new JobKind<>("reindex", Repetition.ONE_A_COLLECTION, _ -> 0, IndexedJson::of);

  /// A collection is looked through for duplicates.
  public static final JobKind<Mining> MINING =
      new JobKind<>("mining", Repetition.ONE_AND_THE_NEWEST, Mining::bytes, Mining::result);

  /// All texts of a collection are held against each other.
  public static final JobKind<BatchJson> COMPARISON =
      new JobKind<>("comparison", Repetition.ONE_AND_THE_NEWEST, BatchJson::bytes, result -> result);

  /// A collection is drawn as points in the plane.
  public static final JobKind<CollectionMap> MAP =
      new JobKind<>("map", Repetition.BESIDE, CollectionMap::bytes, MapJson::of);

  /// How the model does on the texts of a collection is examined.
  public static final JobKind<CollectionExamination> EXAMINATION =
      new JobKind<>("examination", Repetition.ONE_AND_THE_NEWEST, ExaminationJson::bytes, ExaminationJson::of);

  /// A model is trained for a collection.
  public static final JobKind<Candidate> TRAIN = new JobKind<>("train", Repetition.ONE, _ -> 0, TrainedJson::of);

  /// The best head for a classifier is looked for.
  public static final JobKind<HeadChoice> HEAD_CHOICE =
      new JobKind<>("head_choice", Repetition.ONE_A_COLLECTION, _ -> 0, HeadChoiceJson::of);

  private JobKinds() {}
}
