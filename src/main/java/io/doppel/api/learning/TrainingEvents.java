package io.doppel.api.learning;

import io.doppel.engine.job.JobProgress;
import io.doppel.learn.loss.TripletShares;
import io.doppel.training.TrainingListener;
import io.doppel.training.example.Split;

/// Tells whoever follows a training how it goes: [Beginning] first, then a [Step] now and then, and an [Epoch] where
/// there are triplets. `event` says which of them one is. For one thread.
public final class TrainingEvents implements TrainingListener {

  /// Of a long training so many steps are told, evenly: those that follow a job see all of them.
  private static final int MOST_STEPS = 400;

  private final JobProgress progress;
  private double told = Double.NaN;

  public TrainingEvents(JobProgress progress) {
    this.progress = progress;
  }

  /// `left_out` examples have a text of held-out ones; `megabytes` is what training takes at most besides the model.
  record Beginning(String event, int train, int dev, int test, int leftOut, long parameters, long megabytes) {}

  /// `dev` is the last value on the examples that decide when to stop.
  record Step(String event, int step, int steps, double loss, double dev, double secondsLeft) {}

  /// How many triplets were so hard.
  record Epoch(String event, int epoch, long easy, long semiHard, long hard) {}

  @Override
  public void begins(Split split, long parameters, long megabytes) {
    progress.tell(
        new Beginning(
            "beginning",
            split.train().size(),
            split.dev().size(),
            split.test().size(),
            split.leftOut(),
            parameters,
            megabytes));
  }

  @Override
  public void resumes(int step) {
    progress.accept(step);
  }

  @Override
  public void step(int step, int steps, double loss, double dev, double secondsLeft) {
    progress.total(steps);
    progress.accept(step);
    if (step % Math.ceilDiv(steps, MOST_STEPS) == 0 || dev != told || step == steps) {
      told = dev;
      progress.tell(new Step("step", step, steps, loss, dev, secondsLeft));
    }
  }

  @Override
  public void epoch(int epoch, TripletShares shares) {
    progress.tell(new Epoch("epoch", epoch, shares.easy(), shares.semiHard(), shares.hard()));
  }
}
