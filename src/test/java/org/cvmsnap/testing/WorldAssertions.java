package org.cvmsnap.testing;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.SimTruth;

/** Words for what scenario tests expect. */
public final class WorldAssertions {
  private WorldAssertions() {}

  public static RunAssert assertThat(CliRun run) {
    return new RunAssert(run);
  }

  public static GuestAssert assertThat(SimTruth.Guest guest) {
    return new GuestAssert(guest);
  }

  /** Every fault has to have hit something, or the test has not tested anything. */
  public static void assertAllFired(World world) {
    Assertions.assertThat(world.faults()).isNotEmpty();
    Assertions.assertThat(world.faults()).allSatisfy(WorldAssertions::assertFired);
  }

  private static void assertFired(Fault.Progress progress) {
    Assertions.assertThat(progress.fired()).as("%s", progress.fault()).isPositive();
  }

  /** Expectations of a command line. */
  public static final class RunAssert extends AbstractAssert<RunAssert, CliRun> {
    RunAssert(CliRun run) {
      super(run, RunAssert.class);
    }

    public RunAssert exitsWith(ExitCode code) {
      return exitsWith(code.value());
    }

    public RunAssert exitsWith(int status) {
      Assertions.assertThat(actual.exit()).as("%s", actual).isEqualTo(status);
      return this;
    }

    public RunAssert hasNoDebts() {
      Assertions.assertThat(actual.debts()).as("%s", actual).isEmpty();
      return this;
    }

    public RunAssert hasDebts() {
      Assertions.assertThat(actual.debts()).as("%s", actual).isNotEmpty();
      return this;
    }

    public RunAssert crashed() {
      Assertions.assertThat(actual.crashed()).as("%s", actual).isTrue();
      return this;
    }

    /** Says all of these to people. */
    public RunAssert says(String... texts) {
      Assertions.assertThat(actual.err()).as("%s", actual).contains(texts);
      return this;
    }

    public RunAssert saysNothing() {
      Assertions.assertThat(actual.err()).as("%s", actual).isEmpty();
      return this;
    }

    public RunAssert prints(String... texts) {
      Assertions.assertThat(actual.out()).as("%s", actual).contains(texts);
      return this;
    }

    public RunAssert printsNothing() {
      Assertions.assertThat(actual.out()).as("%s", actual).isEmpty();
      return this;
    }
  }

  /** Expectations of a guest, as it really is. */
  public static final class GuestAssert extends AbstractAssert<GuestAssert, SimTruth.Guest> {
    GuestAssert(SimTruth.Guest guest) {
      super(guest, GuestAssert.class);
    }

    /** It runs, and its operating system too. */
    public GuestAssert isActive() {
      Assertions.assertThat(List.of(actual.state(), actual.os()))
          .as("%s", actual)
          .containsExactly("active", "running");
      return this;
    }

    public GuestAssert isBound() {
      Assertions.assertThat(actual.state()).as("%s", actual).isEqualTo("bound");
      return this;
    }

    public GuestAssert isInactive() {
      Assertions.assertThat(actual.state()).as("%s", actual).isEqualTo("inactive");
      return this;
    }

    /** All of these are mounted, whatever else is. */
    public GuestAssert hasMounted(String... mountPoints) {
      Assertions.assertThat(actual.mountPoints()).as("%s", actual).contains(mountPoints);
      return this;
    }

    /** It is in the same state, with the same file systems mounted with the same options. */
    public GuestAssert isAs(SimTruth.Guest before) {
      Assertions.assertThat(List.of(actual.node(), actual.state(), actual.os()))
          .as("%s", actual)
          .containsExactly(before.node(), before.state(), before.os());
      Assertions.assertThat(actual.mounts()).containsExactlyInAnyOrderElementsOf(before.mounts());
      return this;
    }
  }
}
