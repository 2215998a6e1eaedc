package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guardian over a run whose process is dead, or is stuck in the outage. Its process is the
 * test's: it holds the guest's lock as long as it lives.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuardianTest {
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final Duration GRACE = Duration.ofMinutes(20);

  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");
  private final Owner owner = new Owner();
  private final Session session = world.session(owner);

  /** The time of processes, and what a guardian does to the run's. */
  private static final class Owner implements Guardian.Processes, Time {
    private final Deque<Runnable> events = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> greetings = new ArrayList<>();
    private Runnable death = () -> {};
    private boolean stopped;
    private Duration elapsed = Duration.ZERO;

    /** What happens at the guardian's next look. */
    Owner then(Runnable event) {
      events.add(event);
      return this;
    }

    @Override
    public void ask(long pid) {
      told.add("asked after " + elapsed.toMinutes() + "m");
    }

    @Override
    public void end(long pid) {
      told.add("ended after " + elapsed.toMinutes() + "m");
      death.run();
    }

    @Override
    public boolean stopped(long pid) {
      return stopped;
    }

    @Override
    public Time time() {
      return this;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(elapsed);
    }

    @Override
    public Duration elapsed() {
      return elapsed;
    }

    @Override
    public void sleep(Duration duration) {
      elapsed = elapsed.plus(duration);
      if (!events.isEmpty()) {
        events.remove().run();
      }
      if (elapsed.compareTo(Duration.ofHours(1)) > 0) {
        throw new AssertionError("it watches for ever; so far: " + told);
      }
    }
  }

  /** A take whose process dies at the command. */
  private RunRecord diedAt(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    assertAllFired(world);
    return session.journals().unfinished().get(0);
  }

  private Locks.Held alive() throws IOException {
    return session.locks().tryLock("guest-ldom1", session.owner()).orElseThrow();
  }

  private int watch(RunRecord run) throws InterruptedException {
    return new Guardian(session).watch(run.plan().run(), LIMIT, GRACE, owner.greetings::add);
  }

  private static void die(Locks.Held lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void late() {
    world.change(cluster -> cluster.advance(LIMIT.plusSeconds(1)));
  }

  private void clockSteps(Duration by) {
    world.change(cluster -> cluster.stepClock(by));
  }

  @ParameterizedTest
  @ValueSource(strings = {"umount /data", "ldm stop *", "ldm unbind *", "vxsnap * make *"})
  void when_the_process_is_gone_the_guest_is_brought_home_without_a_snapshot(String glob)
      throws Exception {
    RunRecord run = diedAt(glob);

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.greetings).containsExactly("watching " + run.plan().run());
    assertThat(owner.told).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).isEmpty();
    assertThat(session.journals().unfinished()).isEmpty();
  }

  @Test
  void a_snapshot_that_was_made_before_the_process_was_gone_is_kept() throws Exception {
    RunRecord run = diedAt("ldm bind *");

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).hasSize(1).allMatch(each -> each.content().equals("clean"));
  }

  @Test
  void a_guest_that_cannot_be_brought_home_stays_owed() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    world.fault(Fault.on("ldm start *", Effect.FAIL).times(0));

    int exit = watch(run);

    assertThat(exit).isGreaterThanOrEqualTo(ExitCode.SERVICE_DOWN);
    assertAllFired(world);
    assertThat(world.debts()).isNotEmpty();
    assertThat(world.cvmsnap("status")).exitsWith(100).prints("cvmsnap recover --ldom ldom1");
  }

  @Test
  void a_process_that_lives_and_is_in_time_is_left_alone() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    int commands = world.log().size();
    List<Integer> ran = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      owner.then(() -> ran.add(world.log().size() - commands));
    }
    owner.then(() -> die(lock));

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).isEmpty();
    assertThat(ran).hasSize(100).containsOnly(0);
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_process_that_is_late_is_asked_once_and_ended_when_it_does_not_come_home()
      throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    owner.death = () -> die(lock);
    owner.then(this::late);

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).containsExactly("asked after 0m", "ended after 20m");
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void a_process_that_is_late_and_stopped_is_ended_at_once() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    owner.death = () -> die(lock);
    owner.stopped = true;
    owner.then(() -> {}).then(this::late);

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).containsExactly("ended after 0m");
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_process_that_comes_home_when_it_is_asked_is_not_ended() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    owner
        .then(this::late)
        .then(() -> {})
        .then(
            () -> {
              die(lock);
              assertThat(world.cvmsnap("recover")).exitsWith(0);
            });

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).containsExactly("asked after 0m");
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void time_before_the_outage_does_not_count() throws Exception {
    RunRecord run = diedAt("vxsnap * addmir *");
    Locks.Held lock = alive();
    world.change(cluster -> cluster.advance(LIMIT.multipliedBy(4)));
    owner.then(() -> {}).then(() -> {}).then(() -> die(lock));

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_clock_that_is_set_forward_ends_no_run() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    owner
        .then(() -> clockSteps(LIMIT.multipliedBy(4)))
        .then(() -> {})
        .then(() -> {})
        .then(() -> die(lock));

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_clock_that_is_set_back_makes_no_outage_longer() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    Locks.Held lock = alive();
    owner.death = () -> die(lock);
    owner.then(() -> clockSteps(LIMIT.multipliedBy(-4))).then(this::late);

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.told).containsExactly("asked after 0m", "ended after 20m");
    assertThat(world.guest("ldom1")).isAs(before);
  }

  @Test
  void a_run_that_has_ended_is_not_watched() throws Exception {
    RunRecord run = diedAt("ldm unbind *");
    assertThat(world.cvmsnap("recover")).exitsWith(0);
    int commands = world.log().size();

    int exit = watch(run);

    assertThat(exit).isZero();
    assertThat(owner.greetings).isEmpty();
    assertThat(world.log()).hasSize(commands);
  }

  @Test
  void a_limit_that_was_not_kept_is_told() {
    World watched = World.builtIn().guarded();

    assertThat(watched.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--max-outage", "1m"))
        .exitsWith(ExitCode.DONE)
        .says("ldom1 was away for 2 min", "and --max-outage allows 1 min");
  }

  @Test
  void without_a_guardian_the_run_does_not_begin() {
    System.setProperty("cvmsnap.launcher", world.directory().resolve("none").toString());
    try {
      assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--max-outage", "15m"))
          .exitsWith(ExitCode.REFUSED)
          .hasNoDebts()
          .says("The guardian that keeps --max-outage does not watch");
    } finally {
      System.clearProperty("cvmsnap.launcher");
    }

    assertThat(world.mutations()).isEmpty();
    assertThat(world.guest("ldom1")).isAs(before);
    assertThat(session.journals().unfinished()).isEmpty();
  }
}
