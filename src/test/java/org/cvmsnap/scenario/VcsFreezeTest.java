package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.engine.Look;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.run.Step;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimCluster;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.FreezeGroup;
import org.cvmsnap.step.ProveClosed;
import org.cvmsnap.step.SiteSteps;
import org.cvmsnap.step.StopDomain;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.testing.DelegatingSteps;
import org.cvmsnap.testing.MemoryLogStore;
import org.cvmsnap.testing.NoProcesses;
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
            new Journals(new MemoryLogStore(), SiteSteps::named),
            new Locks(locks),
            new Owner("sun-a", 1, Instant.EPOCH, "cvmsnap"),
            "test",
            () -> "ab12",
            new Interrupts(),
            new NoProcesses(),
            build.apply(new SiteSteps(site)));
    new Take(session, new SilentListener(), Optional.empty())
        .run(
            new TakeRequest(
                OutageOptions.usual(new GuestName("ldom1"), Optional.empty()),
                List.of(SnapshotRef.of("datavol1")),
                Optional.empty(),
                new BreakOff()),
            Take.Afterwards.NOTHING);
  }

  /** Nobody tells VCS. With {@code blind} nobody looks what it does, either. */
  private static final class WithoutFreeze extends DelegatingSteps {
    private final boolean blind;

    WithoutFreeze(Steps steps, boolean blind) {
      super(steps);
      this.blind = blind;
    }

    @Override
    public Goal of(Step step, History history) {
      if (blind && step instanceof ProveClosed proof) {
        return super.of(
            new ProveClosed(proof.control(), proof.volumes(), Optional.empty()), history);
      }
      Goal goal = super.of(step, history);
      return step instanceof FreezeGroup
          ? Goal.of(goal.subject(), goal.limits(Acts.NONE), List.of(), acts -> Look.reached())
          : goal;
    }

    @Override
    public Goal repaying(Step step, boolean resumed) {
      if (blind && step instanceof UnbindDomain owed) {
        return super.repaying(
            new UnbindDomain(
                owed.guest(),
                owed.control(),
                owed.exclusive(),
                Optional.empty(),
                owed.numbers(),
                owed.devices(),
                owed.boot()),
            resumed);
      }
      if (blind && step instanceof StopDomain owed) {
        return super.repaying(
            new StopDomain(
                owed.guest(),
                owed.control(),
                owed.os(),
                owed.force(),
                owed.timeouts(),
                owed.exclusive(),
                Optional.empty(),
                owed.numbers(),
                owed.awaited(),
                List.of()),
            resumed);
      }
      return super.repaying(step, resumed);
    }
  }
}
