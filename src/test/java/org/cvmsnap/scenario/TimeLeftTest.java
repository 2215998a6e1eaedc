package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.Assertions;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.cvmsnap.ui.SignalText;
import org.cvmsnap.workflow.Status;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whoever waits for a guest is told how much longer, as far as its last runs let expect that. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeLeftTest {
  private final World world = World.builtIn();

  private void takenBefore() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(DONE);
    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
  }

  /** A take that lives and has come as far as the command. */
  private Locks.Held at(String glob, Effect effect) throws IOException {
    world.fault(Fault.on(glob, effect));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    Owner owner =
        new Owner("sun-a", ProcessHandle.current().pid(), Instant.EPOCH, "cvmsnap take datavol1");
    return new Locks(world.state().resolve("locks")).tryLock("guest-ldom1", owner).orElseThrow();
  }

  private String status() {
    CliRun status = world.cvmsnap("status");
    assertThat(status).exitsWith(BUSY);
    return status.out();
  }

  @Test
  void on_the_way_home_it_is_what_the_way_from_there_took() throws IOException {
    takenBefore();

    try (Locks.Held held = at("ldm start *", Effect.CRASH_BEFORE)) {
      Assertions.assertThat(held).isNotNull();
      Assertions.assertThat(status()).contains("(start-domain ldom1 since ", ", about 1 min ");
      Assertions.assertThat(SignalText.again("SIGINT", Status.of(world.session()).unfinished()))
          .contains("still going home, leave it alone: step ", ", about 1 min ", " left; left: ");

      world.change(cluster -> cluster.advance(Duration.ofSeconds(60)));
      Assertions.assertThat(status()).containsPattern("to go, about \\d0 s left");
    }
  }

  @Test
  void on_the_way_out_it_is_what_the_whole_outage_took() throws IOException {
    takenBefore();

    try (Locks.Held held = at("ldm unbind *", Effect.CRASH_BEFORE)) {
      Assertions.assertThat(held).isNotNull();
      Assertions.assertThat(status())
          .contains("unbind-domain ldom1 since ")
          .containsPattern("steps to go, about (1 min \\d0 s|2 min) left");
    }
  }

  @Test
  void what_takes_longer_than_it_did_is_not_guessed_at() throws IOException {
    takenBefore();

    try (Locks.Held held = at("ldm start *", Effect.CRASH_BEFORE)) {
      Assertions.assertThat(held).isNotNull();
      world.change(cluster -> cluster.advance(Duration.ofMinutes(10)));
      Assertions.assertThat(status()).contains("start-domain ldom1").doesNotContain("about");
    }
  }

  @Test
  void without_a_run_before_nothing_is_guessed() throws IOException {
    try (Locks.Held held = at("ldm start *", Effect.CRASH_BEFORE)) {
      Assertions.assertThat(held).isNotNull();
      Assertions.assertThat(status()).contains("start-domain ldom1").doesNotContain("about");
    }
  }

  @Test
  void a_guest_that_is_up_is_not_waited_for() throws IOException {
    takenBefore();

    try (Locks.Held held = at("vxsnap * addmir *", Effect.CRASH_BEFORE)) {
      Assertions.assertThat(held).isNotNull();
      Assertions.assertThat(status()).contains("ldom1 is up").doesNotContain("about");
    }
  }
}
