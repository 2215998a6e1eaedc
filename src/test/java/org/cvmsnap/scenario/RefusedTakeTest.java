package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a take that does not begin says of the guest: to people, programs, and hooks. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RefusedTakeTest {
  private static final String SITE =
      """
      [policies.nightly]
      ldom = "ldom1"
      volumes = ["datavol1"]
      hook = ["failure", "down"]
      keep-last = 2

      [hooks.failure]
      on-failure = ["/opt/note", "failure"]

      [hooks.down]
      on-service-down = ["/opt/note", "down"]
      """;
  private static final String PROGRAM =
      """
      [[node.program]]
      name = "note"

      [[node.vds]]
      """;

  private final World world = World.changed("[[node.vds]]", PROGRAM);

  @TempDir private Path directory;

  @BeforeEach
  void configure() throws IOException {
    Path file = Files.writeString(directory.resolve("site.toml"), SITE);
    world.environment("CVMSNAP_CONFIG", file.toString());
  }

  private List<String> told(String which) {
    return world.mutations().stream().filter(line -> line.endsWith("note " + which)).toList();
  }

  @Test
  void it_says_that_the_guest_is_down_where_another_journal_cannot_be_read() throws IOException {
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "--policy", "nightly");
    Path damaged = world.state().resolve("runs/20260228T010000Z-ldom1-aaaa.jsonl");
    Files.createFile(
        damaged,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(damaged, "what is this\n");

    CliRun run = world.cvmsnap("take", "--policy", "nightly", "--json");

    assertThat(run).exitsWith(103).says("SERVICE DOWN", "cvmsnap recover --ldom ldom1");
    assertThat(run.json()).containsEntry("service", "down").containsEntry("exitCode", 103);
    for (String hook : List.of("failure", "down")) {
      assertThat(told(hook))
          .singleElement()
          .asString()
          .contains("CVMSNAP_EXIT_CODE=103", "CVMSNAP_OUTCOME=refused", "CVMSNAP_SERVICE=down");
    }
    Files.delete(damaged);
    assertThat(world.cvmsnap("--yes", "recover")).exitsWith(0).hasNoDebts();
  }

  @Test
  void it_does_not_say_that_the_guest_is_up_where_a_lock_record_of_this_node_has_no_journal()
      throws IOException {
    world.dies("ldm unbind *", Effect.CRASH_AFTER, "take", "--policy", "nightly");
    Files.move(world.state(), world.state().resolveSibling("gone"));

    CliRun run = world.cvmsnap("take", "--policy", "nightly", "--json");

    assertThat(run).exitsWith(4);
    assertThat(run.json()).containsEntry("service", "unknown");
    assertThat(told("failure"))
        .singleElement()
        .asString()
        .contains("CVMSNAP_EXIT_CODE=4", "CVMSNAP_OUTCOME=taken", "CVMSNAP_SERVICE=unknown");
    assertThat(told("down")).isEmpty();
  }

  @Test
  void it_says_that_the_guest_is_up_where_nothing_is_owed() {
    CliRun run = world.cvmsnap("take", "--policy", "nightly", "--not-after", "01:00@UTC", "--json");

    assertThat(run).exitsWith(3);
    assertThat(run.json()).containsEntry("service", "up");
    assertThat(told("failure")).singleElement().asString().contains("CVMSNAP_SERVICE=up");
    assertThat(told("down")).isEmpty();
  }
}
