package org.cvmsnap.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.run.Subject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps of which a goal that cannot even be told counts as one that cannot be seen. */
final class ContainedSteps implements Steps {
  private static final Logger logger = LoggerFactory.getLogger(ContainedSteps.class);

  private final Steps steps;

  ContainedSteps(Steps steps) {
    this.steps = steps;
  }

  @Override
  public Goal of(Step step, History history) {
    return told(step, () -> steps.of(step, history));
  }

  @Override
  public Goal repaying(Step step, boolean resumed) {
    return told(step, () -> steps.repaying(step, resumed));
  }

  private static Goal told(Step step, Supplier<Goal> goal) {
    return Contained.thought(goal, bug -> unseen(step, bug));
  }

  @Override
  public Optional<Goal> settling(Step step, CutShort cut) {
    return Contained.thought(
        () -> steps.settling(step, cut), bug -> Optional.of(unseen(step, bug)));
  }

  @Override
  public Optional<Goal> undoing(Step step) {
    return Contained.thought(() -> steps.undoing(step), bug -> Optional.of(unseen(step, bug)));
  }

  private static Goal unseen(Step step, Throwable bug) {
    logger.error("{}: internal error", step.kind(), bug);
    return Goal.watching(
        new Subject(step.kind(), "", ""),
        Limits.watching(Duration.ZERO),
        acts -> {
          throw new NotLearnedException("internal error: " + bug);
        });
  }

  @Override
  public Optional<Invocation> merged(List<Invocation> commands) {
    return Contained.thought(() -> steps.merged(commands), bug -> Optional.empty());
  }

  @Override
  public Look look(Goal goal, Acts acts, List<Goal> next)
      throws NotLearnedException, InterruptedException {
    return steps.look(goal, acts, next);
  }

  @Override
  public Attempt act(Invocation command, Duration limit) throws InterruptedException {
    return steps.act(command, limit);
  }
}
