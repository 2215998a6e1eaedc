package org.cvmsnap.step;

import java.util.Optional;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot is a volume of its own. Of a traditional snapshot VxVM may not tell whether it is,
 * as it has no list of them without FastResync: where it was never seen in that list, the command's
 * own word has to do, and where an earlier process had begun on it, a command that is refused has
 * nothing left to cut.
 */
final class DissociateGoal extends OneCommandGoal {
  private final StepSpec.DissociateSnapshot spec;
  private final Standing standing;
  private final boolean begunBefore;
  private boolean seen;
  private boolean cut;

  DissociateGoal(Site site, StepSpec.DissociateSnapshot spec, History history) {
    super(site);
    this.spec = spec;
    this.standing = new Standing(site, spec.control(), spec.snapshot());
    this.begunBefore = history.acted(StepSpec.DissociateSnapshot.class).isPresent();
  }

  @Override
  public Subject subject() {
    return new Subject(
        "dissociate-snapshot", spec.snapshot().id().toString(), spec.control().name());
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    if (!standing.there()) {
      return Look.blocked("it is gone");
    }
    boolean tied =
        spec.snapshot().family() == Family.INSTANT
            ? standing.row().isPresent()
            : tiedAsFarAsKnown();
    return tied ? standing.mayAct("it is still tied to its source") : Look.reached();
  }

  private boolean tiedAsFarAsKnown() throws InterruptedException {
    Optional<Boolean> listed = standing.tied();
    seen |= listed.orElse(false);
    return seen ? listed.orElse(!cut) : !cut;
  }

  @Override
  public Attempt act() throws InterruptedException {
    Attempt attempt = super.act();
    cut = attempt.answered() && (attempt.said().isEmpty() || begunBefore);
    return attempt;
  }

  @Override
  Invocation command() {
    return new Invocation(
        spec.control(),
        spec.snapshot().family() == Family.INSTANT
            ? VxvmCommands.dis(spec.snapshot().id())
            : VxvmCommands.snapclear(spec.snapshot().id()));
  }
}
