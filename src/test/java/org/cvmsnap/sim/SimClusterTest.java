package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimClusterTest {
  private final Console console = Console.builtIn();

  @Test
  void the_procedure_typed_by_hand_brings_the_guest_back() {
    console.ok("ldom1", "/usr/sbin/umount /data");
    console.ok("ldom1", "/usr/sbin/umount /logs");
    assertThat(console.ok("sun-a", "ldm stop ldom1")).isEqualTo("LDom ldom1 stopped\n");
    assertThat(console.cluster().truth().volume("datadg", "datavol1").orElseThrow().openBy())
        .containsExactly("sun-a/ldom1");

    console.ok("sun-a", "ldm unbind ldom1");

    assertThat(console.cluster().truth().volume("datadg", "datavol1").orElseThrow().openBy())
        .isEmpty();
    assertThat(console.events())
        .containsSubsequence("datavol1 UNMOUNTED", "datavol2 UNMOUNTED", "bootvol1 DROPPED");

    console.ok("sun-a", "ldm bind ldom1");
    assertThat(console.ok("sun-a", "ldm start ldom1")).isEqualTo("LDom ldom1 started\n");
    console.cluster().advance(Duration.ofSeconds(95));
    console.ok("ldom1", "/usr/sbin/mount /data");

    assertThat(console.guest("ldom1").state()).isEqualTo("active");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/", "/logs", "/data");
  }

  @Test
  void time_passes_as_the_scenario_says() {
    console.ok("sun-a", "ldm stop ldom1");

    assertThat(console.cluster().now()).isEqualTo(Instant.parse("2026-03-01T02:00:30Z"));
    assertThat(console.cluster().elapsed()).isEqualTo(Duration.ofSeconds(30));
    assertThat(console.cluster().log())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.time()).isEqualTo(Instant.parse("2026-03-01T02:00:00Z"));
              assertThat(entry.host()).isEqualTo("sun-a");
              assertThat(entry.argv()).containsExactly("ldm", "stop", "ldom1");
              assertThat(entry.exit()).hasValue(0);
              assertThat(entry.took()).isEqualTo(Duration.ofSeconds(30));
              assertThat(entry.mutates()).isTrue();
            });
  }

  @Test
  void a_command_that_is_given_up_has_its_effect_all_the_same() {
    CommandResult result = console.run("sun-a", "ldm stop ldom1", Duration.ofSeconds(10));

    assertThat(result).isEqualTo(new CommandResult.Unknown("no answer within 10.0 s"));
    assertThat(console.ok("sun-a", "ldm list -p ldom1")).contains("state=active|flags=s-----");
    console.cluster().advance(Duration.ofSeconds(20));
    assertThat(console.guest("ldom1").state()).isEqualTo("bound");
  }

  @Test
  void a_bind_that_is_given_up_is_seen_while_it_is_under_way() {
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm unbind ldom1");

    console.run("sun-a", "ldm bind ldom1", Duration.ofMillis(100));

    assertThat(console.ok("sun-a", "ldm list -p ldom1")).contains("|state=binding|");
    console.cluster().advance(Duration.ofSeconds(2));
    assertThat(console.guest("ldom1").state()).isEqualTo("bound");
  }

  @Test
  void a_copy_goes_its_own_way() {
    console.run("sun-a", "ldm stop ldom1", Duration.ofSeconds(10));
    Console copy = new Console(console.cluster().copy());

    copy.cluster().advance(Duration.ofSeconds(30));

    assertThat(copy.guest("ldom1").state()).isEqualTo("bound");
    assertThat(console.guest("ldom1").state()).isEqualTo("active");
    assertThat(copy.cluster().log()).isEqualTo(console.cluster().log());
  }

  @Test
  void what_is_under_way_goes_on_in_a_copy() {
    console.ok("sun-a", "ldm stop ldom1");
    console.run("sun-a", "ldm unbind ldom1", Duration.ofMillis(100));

    Console copy = new Console(console.cluster().copy());
    copy.cluster().advance(Duration.ofSeconds(3));

    assertThat(copy.guest("ldom1").state()).isEqualTo("inactive");
  }

  @Test
  void a_guest_that_does_not_run_cannot_be_reached() {
    CommandResult down = console.run("ldom2", "uname -n");
    CommandResult unknown = console.run("ldom9", "uname -n");

    assertThat(down)
        .isEqualTo(
            new CommandResult.NotStarted(
                "ssh: connect to host ldom2 port 22: Connection timed out"));
    assertThat(unknown)
        .isEqualTo(
            new CommandResult.NotStarted(
                "ssh: Could not resolve hostname ldom9: Name or service not known"));
    assertThat(console.cluster().elapsed()).isEqualTo(Duration.ofSeconds(20));
    assertThat(console.cluster().log()).isEmpty();
  }

  @Test
  void a_crash_of_a_node_takes_its_guests_along() {
    console.cluster().crashNode("sun-a");

    assertThat(console.run("sun-a", "uname -n")).isInstanceOf(CommandResult.NotStarted.class);
    assertThat(console.run("ldom1", "uname -n")).isInstanceOf(CommandResult.NotStarted.class);
    assertThat(console.cluster().truth().nodes())
        .containsExactly(new SimTruth.Node("sun-a", "out"), new SimTruth.Node("sun-b", "master"));
    assertThat(console.events()).contains("datavol1 DROPPED");
  }

  @Test
  void commands_are_cheap_enough_for_hundreds_of_thousands() {
    for (int i = 0; i < 20_000; i++) {
      console.run("sun-a", "ldm list -p ldom1");
    }
    long begin = System.nanoTime();

    for (int i = 0; i < 10_000; i++) {
      console.run("sun-a", "ldm list -p ldom1");
    }

    Duration each = Duration.ofNanos((System.nanoTime() - begin) / 10_000);
    assertThat(each).isLessThan(Duration.ofMillis(1));
  }
}
