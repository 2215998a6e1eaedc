package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Abort;
import org.cvmsnap.workflow.Following;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.Session;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A run of another process is watched, or asked to go home. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AbortTest {
  private static final GuestName LDOM1 = new GuestName("ldom1");

  private final World world = World.builtIn();
  private final OtherProcess other = new OtherProcess();
  private final Session session = world.session(other);
  private final List<String> told = new ArrayList<>();

  /** The process of the run: what it does each time that somebody waits. */
  private static final class OtherProcess implements Guardian.Processes, Time {
    private final Queue<Runnable> events = new ArrayDeque<>();
    private final List<Long> asked = new ArrayList<>();
    private boolean stopped;

    @Override
    public void ask(long pid) {
      asked.add(pid);
    }

    @Override
    public void end(long pid) {
      throw new AssertionError("nobody is ended");
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
      return Instant.EPOCH;
    }

    @Override
    public Duration elapsed() {
      return Duration.ZERO;
    }

    @Override
    public void sleep(Duration duration) {
      if (events.isEmpty()) {
        throw new AssertionError("it waits for ever");
      }
      events.remove().run();
    }
  }

  private RunRecord takeComesTo(String glob) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    return session.journals().unfinished().get(0);
  }

  private Locks.Held locked(Owner owner) throws IOException {
    return session.locks().tryLock("guest-ldom1", owner).orElseThrow();
  }

  private static void release(Locks.Held lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void comesHome(Locks.Held lock) {
    release(lock);
    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE);
  }

  @Test
  void the_process_that_has_the_guest_is_asked_and_waited_for() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    Locks.Held lock = locked(run.owner());
    other.events.add(() -> {});
    other.events.add(() -> comesHome(lock));

    Abort.Aborted aborted = new Abort(session).run(LDOM1);

    assertThat(other.asked).containsExactly(run.owner().pid());
    assertThat(aborted.run()).contains(run.plan().run());
    assertThat(aborted.exit()).hasValue(ExitCode.FAILED.value());
    assertThat(aborted.owed()).isFalse();
  }

  @Test
  void one_that_dies_of_it_still_owes() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    Locks.Held lock = locked(run.owner());
    other.events.add(() -> release(lock));

    Abort.Aborted aborted = new Abort(session).run(LDOM1);

    assertThat(aborted.owed()).isTrue();
    assertThat(aborted.exit()).isEmpty();
  }

  @Test
  void a_process_that_is_stopped_does_not_hear_and_is_not_asked() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    other.stopped = true;

    try (Locks.Held lock = locked(run.owner())) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> new Abort(session).run(LDOM1))
          .isInstanceOfSatisfying(
              BusyException.class,
              e -> assertThat(e.described()).contains("kill -CONT " + run.owner().pid()));
    }
    assertThat(other.asked).isEmpty();
  }

  @Test
  void nobody_is_asked_by_a_number_that_a_dead_process_had() {
    takeComesTo("ldm unbind *");

    assertThat(world.cvmsnap("abort", "--ldom", "ldom1"))
        .exitsWith(ExitCode.REFUSED)
        .says("was cut short", "Type cvmsnap recover --ldom ldom1.");
    assertThat(world.cvmsnap("abort", "--ldom", "ldom2"))
        .exitsWith(ExitCode.REFUSED)
        .says("Nobody is at work on ldom2", "Did you mean ldom1?");
  }

  @Test
  void who_has_the_guest_on_another_node_is_named() {
    World vcs = World.vcs();
    vcs.fault(Fault.on("ldm unbind *", Effect.CRASH_BEFORE));
    assertThat(vcs.on("sun-a", "take", "datavol1", "--ldom", "ldom1")).crashed();

    assertThat(vcs.on("sun-b", "abort", "--ldom", "ldom1"))
        .exitsWith(ExitCode.BUSY)
        .says("on sun-a has ldom1");
  }

  private Optional<Following.Ended> follow() throws InterruptedException {
    return new Following(session)
        .watch(
            Optional.empty(),
            Optional.of(LDOM1),
            doing -> told.add(doing.subject() + " " + doing.left()));
  }

  @Test
  void a_run_that_is_followed_is_told_step_by_step_until_it_has_ended() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    Locks.Held lock = locked(run.owner());
    other.events.add(() -> {});
    other.events.add(() -> goesOn(run));
    other.events.add(() -> comesHome(lock));

    Optional<Following.Ended> ended = follow();

    assertThat(told).containsExactly("unbind-domain ldom1 8", "bind-domain ldom1 4");
    assertThat(ended).contains(new Following.Ended(run.plan().run(), ExitCode.FAILED.value()));
  }

  private void goesOn(RunRecord run) {
    try (RunJournal journal =
        session
            .journals()
            .resume(
                run.plan().run(), new Event.Resumed(session.site().time().now(), run.owner()))) {
      assertThat(journal.complete()).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void one_that_is_given_up_is_followed_no_longer() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    Locks.Held lock = locked(run.owner());
    other.events.add(() -> release(lock));

    assertThat(follow()).isEmpty();
    assertThat(world.cvmsnap("status", "--follow"))
        .exitsWith(100)
        .prints("next: cvmsnap recover --ldom ldom1");
  }

  @Test
  void of_several_one_has_to_be_named() throws Exception {
    RunRecord run = takeComesTo("ldm unbind *");
    world.fault(Fault.on("vxsnap * addmir *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("prepare", "datavol2", "--mirrors", "1")).crashed();

    try (Locks.Held guest = locked(run.owner());
        Locks.Held volume =
            session.locks().tryLock("volume-datadg:datavol2", run.owner()).orElseThrow()) {
      assertThat(List.of(guest, volume)).isNotEmpty();
      assertThatThrownBy(
              () -> new Following(session).watch(Optional.empty(), Optional.empty(), doing -> {}))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("Several runs are at work");
    }
  }
}
