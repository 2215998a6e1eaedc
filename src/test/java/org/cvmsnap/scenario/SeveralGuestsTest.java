package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.host.Host;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Time;
import org.cvmsnap.model.Machine;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Recovery;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two guests of one node are owed something: neither's trouble is the other's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SeveralGuestsTest {
  private final World world =
      World.changed(
          "[[node.vds.volume]]\nname = \"ldom2-boot\"",
          """
          [[node.vds.volume]]
          name = "ldom2-data"
          device = "/dev/vx/dsk/datadg/datavol4"

          [[node.vds.volume]]
          name = "ldom2-boot\"""",
          "name = \"ldom2\"\nstate = \"inactive\"",
          "name = \"ldom2\"\nstate = \"active\"",
          "volume = \"ldom2-boot@primary-vds0\"\nid = 0",
          """
          volume = "ldom2-boot@primary-vds0"
          id = 0

          [[node.domain.disk]]
          name = "data"
          volume = "ldom2-data@primary-vds0"
          id = 2

          [[node.domain.vfstab]]
          special = "/dev/dsk/c0d2s0"
          mountPoint = "/srv"
          fstype = "vxfs\"""",
          "[[diskgroup.volume]]\nname = \"datavol3\"",
          """
          [[diskgroup.volume]]
          name = "datavol4"
          megabytes = 1024
          mirrors = 2
          prepared = true

          [[diskgroup.volume]]
          name = "datavol3\"""");

  private final SimTruth.Guest first = world.guest("ldom1");
  private final SimTruth.Guest second = world.guest("ldom2");

  /** Both are down, by runs of which nothing is left but their journals. */
  private void bothOwed() {
    world.fault(Fault.on("ldm bind ldom1", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed().hasDebts();
    world.noFaults().fault(Fault.on("ldm bind ldom2", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol4", "--ldom", "ldom2")).crashed().hasDebts();
    world.noFaults();
  }

  @Test
  void all_of_them_are_recovered() {
    bothOwed();

    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(first);
    assertThat(world.guest("ldom2")).isAs(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldom1", "ldom2"})
  void an_error_in_one_guests_recovery_keeps_no_other_down(String hit) {
    bothOwed();
    EngineListener listener =
        new EngineListener() {
          @Override
          public void recovering(String run, int debts) {
            if (run.contains(hit)) {
              throw new OutOfMemoryError("as the test asked");
            }
          }
        };

    List<Recovery.Recovered> recovered =
        new Recovery(world.session(), listener).run(Optional.empty(), Optional.empty()).runs();

    assertThat(recovered).extracting(Recovery.Recovered::status).containsExactlyInAnyOrder(0, 101);
    assertThat(world.debts())
        .isNotEmpty()
        .flatExtracting(debt -> debt.guest().stream().toList())
        .allMatch(guest -> guest.value().equals(hit));
    String other = hit.equals("ldom1") ? "ldom2" : "ldom1";
    assertThat(world.guest(other)).isAs(hit.equals("ldom1") ? second : first);
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
  }

  @Test
  void one_that_floods_its_answers_keeps_no_other_down() {
    bothOwed();
    world.fault(Fault.on("*", Effect.FLOOD).host("ldom1").times(0));

    assertThat(world.cvmsnap("recover")).exitsWith(105).says("SERVICE DOWN: ldom1 has");
    assertThat(world.debts())
        .isNotEmpty()
        .flatExtracting(debt -> debt.guest().stream().toList())
        .allMatch(guest -> guest.value().equals("ldom1"));
    assertThat(world.guest("ldom2")).isAs(second);
    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(world.guest("ldom1")).isAs(first);
  }

  /** Hosts that do several things beside each other, as real ones do. */
  private record Beside(Hosts hosts) implements Hosts {
    @Override
    public Host controlDomain() {
      return hosts.controlDomain();
    }

    @Override
    public Host on(Machine machine) {
      return hosts.on(machine);
    }

    @Override
    public Time time() {
      return hosts.time();
    }

    @Override
    public void each(List<Consumer<Hosts>> things) {
      List<CompletableFuture<Void>> begun = new ArrayList<>();
      for (Consumer<Hosts> thing : things) {
        begun.add(
            CompletableFuture.runAsync(
                () -> thing.accept(hosts), work -> new Thread(work).start()));
      }
      begun.forEach(CompletableFuture::join);
    }
  }

  @Test
  void all_are_under_way_before_one_is_done_where_machines_are_real() {
    bothOwed();
    CyclicBarrier both = new CyclicBarrier(2);
    EngineListener meets =
        new EngineListener() {
          @Override
          public void recovering(String run, int debts) {
            try {
              both.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
              throw new IllegalStateException("the other is not under way", e);
            }
          }
        };

    List<Recovery.Recovered> recovered =
        new Recovery(world.session(Beside::new), meets)
            .run(Optional.empty(), Optional.empty())
            .runs();

    assertThat(recovered).extracting(Recovery.Recovered::status).containsExactly(0, 0);
    assertThat(recovered)
        .extracting(each -> each.run().plan().about())
        .containsExactly("ldom1", "ldom2");
    assertThat(world.debts()).isEmpty();
    assertThat(world.guest("ldom1")).isAs(first);
    assertThat(world.guest("ldom2")).isAs(second);
  }
}
