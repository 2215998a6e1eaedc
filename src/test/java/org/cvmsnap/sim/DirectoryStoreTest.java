package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.host.Command;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DirectoryStoreTest {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private Path temp;

  private SimStore store() {
    return new DirectoryStore(
        temp.resolve("sim"),
        () -> Scenario.builtIn().cluster(new BareStorage()),
        new BareStorage());
  }

  private static void run(SimStore store, String host, String line) {
    store.with(cluster -> cluster.run(host, List.of(line.split(" ", -1)), LIMIT));
  }

  private static String state(SimStore store, String guest) {
    return store.with(cluster -> cluster.truth().guest(guest).state());
  }

  @Test
  void another_process_finds_the_cluster_as_it_was_left() {
    SimStore one = store();
    run(one, "sun-a", "ldm stop ldom1");
    one.with(
        cluster -> {
          cluster.add(Fault.on("ldm*", Fault.Effect.HANG).nth(7));
          return cluster;
        });

    SimStore other = store();

    assertThat(state(other, "ldom1")).isEqualTo("bound");
    assertThat(other.<Duration>with(SimCluster::elapsed)).isEqualTo(Duration.ofSeconds(30));
    assertThat(other.<List<Fault.Progress>>with(SimCluster::faults))
        .containsExactly(new Fault.Progress(Fault.on("ldm*", Fault.Effect.HANG).nth(7), 0, 0));
    assertThat(other.log()).isEqualTo(one.log()).hasSize(1);
    assertThat(other.<Object>with(SimCluster::truth))
        .isEqualTo(one.<Object>with(SimCluster::truth));
  }

  @Test
  void two_that_take_turns_see_each_other() {
    SimStore one = store();
    SimStore other = store();

    run(one, "sun-a", "ldm bind ldom2");
    run(other, "sun-a", "ldm unbind ldom2");
    run(one, "sun-a", "ldm bind ldom2");

    assertThat(state(other, "ldom2")).isEqualTo("bound");
    assertThat(one.log()).hasSize(3);
    assertThat(one.log()).allSatisfy(entry -> assertThat(entry.exit()).hasValue(0));
  }

  @Test
  void nothing_is_lost_when_several_run_at_once() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(4);
    for (int t = 0; t < 4; t++) {
      SimStore store = store();
      new Thread(
              () -> {
                for (int i = 0; i < 25; i++) {
                  run(store, "sun-a", "uname -n");
                }
                done.countDown();
              })
          .start();
    }

    done.await();

    assertThat(store().log()).hasSize(100);
    assertThat(store().<Duration>with(SimCluster::elapsed)).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void a_crash_leaves_the_effect_behind() {
    SimStore store = store();
    store.with(
        cluster -> {
          cluster.add(Fault.on("ldm bind*", Fault.Effect.CRASH_AFTER));
          return cluster;
        });
    SimHosts hosts =
        new SimHosts(
            store,
            "sun-a",
            0,
            () -> {
              throw new IllegalStateException("dead");
            });

    assertThatThrownBy(
            () ->
                hosts.controlDomain().run(Command.mutates(LIMIT, List.of("ldm", "bind", "ldom2"))))
        .hasMessage("dead");

    SimStore after = store();
    assertThat(state(after, "ldom2")).isEqualTo("bound");
    assertThat(after.<List<Fault.Progress>>with(SimCluster::faults).get(0).fired()).isEqualTo(1);
  }

  @Test
  void a_log_longer_than_the_saved_cluster_is_cut_back() throws IOException {
    SimStore one = store();
    run(one, "sun-a", "uname -n");
    Path log = temp.resolve("sim/log.jsonl");
    Files.writeString(log, Files.readString(log) + "{\"time\":\"20");

    SimStore other = store();
    run(other, "sun-a", "uname -r");

    assertThat(other.log()).extracting(entry -> entry.argv().get(1)).containsExactly("-n", "-r");
  }

  @Test
  void what_was_thrown_is_not_kept() {
    SimStore store = store();

    assertThatThrownBy(
            () ->
                store.with(
                    cluster -> {
                      cluster.advance(Duration.ofHours(1));
                      throw new IllegalStateException("a bug");
                    }))
        .hasMessage("a bug");

    assertThat(store.<Duration>with(SimCluster::elapsed)).isZero();
  }

  @Test
  void only_the_owner_may_look_in() throws IOException {
    store().with(SimCluster::now);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("sim"))))
        .isEqualTo("rwx------");
  }

  @Test
  void an_unreadable_cluster_can_be_replaced() throws IOException {
    SimStore one = store();
    run(one, "sun-a", "ldm bind ldom2");
    Files.writeString(temp.resolve("sim/cluster.json"), "{\"cluster\": [");

    SimStore other = store();
    assertThatThrownBy(() -> other.with(SimCluster::now)).isInstanceOf(UsageException.class);
    other.replace(Scenario.builtIn().cluster(new BareStorage()));

    assertThat(state(one, "ldom2")).isEqualTo("inactive");
    assertThat(one.log()).isEmpty();
  }

  @Test
  void an_interrupt_is_left_as_it_was_found() {
    Thread.currentThread().interrupt();

    run(store(), "sun-a", "ldm bind ldom2");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(state(store(), "ldom2")).isEqualTo("bound");
  }
}
