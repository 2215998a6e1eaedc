package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Debt;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Kind;
import org.cvmsnap.plan.OutageOptions;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.plan.TakeRequest;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.step.Site;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Take;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the freeze is for: the same run without it ends with two guests on one volume. VCS takes a
 * minute here to bring the guest up on the other node, and by then it is back on its own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsFreezeTest {
  private static final Duration LATER = Duration.ofMinutes(10);

  private static SimCluster cluster() {
    return Scenario.of(
            World.text("vcs").replace("autoFailOver = true", "failoverSeconds = 60"),
            "the test's scenario")
        .cluster();
  }

  @Test
  void with_the_freeze_the_guest_stays_and_the_snapshot_is_clean(@TempDir Path locks)
      throws InterruptedException {
    SimCluster cluster = cluster();

    take(cluster, locks, steps -> steps);
    cluster.advance(LATER);

    SimTruth truth = cluster.truth();
    assertThat(truth.groups().get(0).state()).isEqualTo("sun-a ONLINE, sun-b OFFLINE");
    assertThat(truth.volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(truth.snapshots()).extracting(SimTruth.Snapshot::content).containsOnly("clean");
  }

  @Test
  void without_it_the_guest_fails_over_and_only_looking_keeps_the_volume(@TempDir Path locks)
      throws InterruptedException {
    SimCluster cluster = cluster();

    take(cluster, locks, steps -> new WithoutFreeze(steps, false));
    cluster.advance(LATER);

    SimTruth truth = cluster.truth();
    assertThat(truth.groups().get(0).state()).isEqualTo("sun-a OFFLINE|FAULTED, sun-b ONLINE");
    assertThat(truth.volumes()).noneMatch(SimTruth.Volume::corrupt);
    assertThat(truth.snapshots()).isEmpty();
  }

  @Test
  void without_it_and_without_looking_two_guests_ruin_the_volume(@TempDir Path locks)
      throws InterruptedException {
    SimCluster cluster = cluster();

    take(cluster, locks, steps -> new WithoutFreeze(steps, true));
    cluster.advance(LATER);

    SimTruth truth = cluster.truth();
    assertThat(truth.groups().get(0).state()).isEqualTo("sun-a ONLINE, sun-b ONLINE");
    assertThat(truth.volume("datadg", "datavol2").orElseThrow())
        .satisfies(
            volume ->
                assertThat(volume.openBy()).containsExactlyInAnyOrder("sun-a/ldom1", "sun-b/ldom1"))
        .matches(SimTruth.Volume::corrupt);
  }

  private static void take(SimCluster cluster, Path locks, UnaryOperator<Steps> build)
      throws InterruptedException {
    Site site =
        new Site(
            SimHosts.of(
                cluster,
                () -> {
                  throw new AssertionError("nobody asked for a crash");
                }));
    Session session =
        new Session(
            site,
            new Journals(new MemoryLogStore()),
            new Locks(locks),
            new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap"),
            "test",
            () -> "ab12",
            new Interrupts(),
            build.apply(new SiteSteps(site)));
    new Take(session, new SilentListener())
        .run(
            new TakeRequest(
                OutageOptions.usual(new GuestName("ldom1"), Optional.empty()),
                List.of(new VolumeName("datavol1")),
                Optional.empty(),
                Optional.empty(),
                new Kind.BreakOff()));
  }

  /**
   * Nobody tells VCS.
   *
   * @param blind whether nobody looks what it does, either
   */
  private record WithoutFreeze(Steps steps, boolean blind) implements Steps {
    @Override
    public Goal of(StepSpec spec, History history) {
      if (blind && spec instanceof StepSpec.ProveClosed proof) {
        return steps.of(
            new StepSpec.ProveClosed(proof.control(), proof.volumes(), Optional.empty()), history);
      }
      Goal goal = steps.of(spec, history);
      return spec instanceof StepSpec.FreezeGroup ? new Done(goal) : goal;
    }

    @Override
    public Goal repaying(Debt debt, boolean resumed) {
      if (blind && debt instanceof Debt.Unbound owed) {
        return steps.repaying(
            new Debt.Unbound(owed.guest(), owed.control(), owed.exclusive()), resumed);
      }
      if (blind && debt instanceof Debt.Stopped owed) {
        return steps.repaying(
            new Debt.Stopped(
                owed.guest(),
                owed.control(),
                owed.os(),
                owed.timeouts(),
                owed.exclusive(),
                Optional.empty()),
            resumed);
      }
      return steps.repaying(debt, resumed);
    }

    @Override
    public Optional<Goal> settling(StepSpec spec, boolean looked) {
      return steps.settling(spec, looked);
    }

    @Override
    public Optional<Goal> undoing(StepSpec spec) {
      return steps.undoing(spec);
    }
  }

  /** Says that a goal is reached, whatever is the case. */
  private record Done(Goal goal) implements Goal {
    @Override
    public Subject subject() {
      return goal.subject();
    }

    @Override
    public Look look() {
      return Look.reached();
    }

    @Override
    public Attempt act() {
      throw new AssertionError("there is nothing to do");
    }

    @Override
    public List<Invocation> commands() {
      return List.of();
    }

    @Override
    public Duration patience() {
      return goal.patience();
    }
  }
}
