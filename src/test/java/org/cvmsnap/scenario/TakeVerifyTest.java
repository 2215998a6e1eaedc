package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A take that asks the snapshots themselves once the guest is back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeVerifyTest {
  private final World world =
      World.changed(
          "name = \"ldom2\"\nstate = \"inactive\"", "name = \"ldom2\"\nstate = \"active\"");

  private CliRun take(String... more) {
    List<String> words =
        new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1", "--name", "one"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private CliRun takeAndVerify() {
    return take("--verify-on", "ldom2");
  }

  @Test
  void it_says_what_the_snapshot_said_and_costs_no_outage() {
    CliRun plain = World.changed().cvmsnap("take", "datavol1", "--ldom", "ldom1");

    CliRun run = takeAndVerify();

    assertThat(run).exitsWith(DONE).hasNoDebts().prints("one of datavol1", ", clean; ");
    assertThat(away(run.out())).isEqualTo(away(plain.out()));
    assertThat(world.mutations().subList(world.mutations().size() - 8, world.mutations().size()))
        .anyMatch(line -> line.contains("ldm rm-vdisk one ldom2"))
        .anyMatch(line -> line.contains("settag one cvmsnap.proof=clean"));
  }

  private static String away(String out) {
    return out.replaceFirst("(?s).*(ldom1 was away for [0-9.]+ s).*", "$1");
  }

  @Test
  void without_a_helper_that_it_needs_nothing_is_touched() {
    int before = world.mutations().size();

    assertThat(take("--verify")).exitsWith(REFUSED).says("--on LDOM").printsNothing();
    assertThat(take("--verify-on", "ldom9"))
        .exitsWith(REFUSED)
        .says("There is no domain ldom9 on sun-a");
    assertThat(take("--verify-on", "ldom1"))
        .exitsWith(REFUSED)
        .says("ldom1 has datadg/datavol1 as disk data");
    assertThat(world.mutations()).hasSize(before);
  }

  @Test
  void a_dry_run_prints_all_that_is_then_run() {
    List<String> dry = take("--verify-on", "ldom2", "--dry-run").lines();
    int before = world.mutations().size();

    assertThat(takeAndVerify()).exitsWith(DONE);

    assertThat(told(world.mutations().subList(before, world.mutations().size())))
        .isEqualTo(told(dry));
  }

  private static List<String> told(List<String> commands) {
    return commands.stream()
        .map(line -> line.replaceAll("(comment=|cvmsnap\\.(taken|run|date)=)[^ ,]+", "$1"))
        .toList();
  }

  @Test
  void one_that_did_not_answer_keeps_the_mark_of_the_take() {
    world.fault(Fault.on("fsck -F vxfs -m /dev/rdsk/c0d1s0", Effect.FAIL).times(0));

    assertThat(takeAndVerify())
        .exitsWith(HOUSEKEEPING)
        .hasNoDebts()
        .prints(", clean-before; ")
        .says("service: ldom1 is as it was.", "datadg/one: still clean-before");
  }

  @Test
  void nothing_is_pruned_for_one_that_did_not_answer() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "zero"))
        .exitsWith(DONE);
    world.fault(Fault.on("fsck -F vxfs -m /dev/rdsk/c0d1s0", Effect.FAIL).times(0));

    assertThat(take("--verify-on", "ldom2", "--keep", "1")).exitsWith(HOUSEKEEPING);

    assertThat(KindWorld.list(world)).extracting(row -> row.get("name")).contains("zero", "one");
  }

  @Test
  void what_cannot_be_asked_is_told_before_it_begins() {
    World raw = World.of(World.text("asm"));

    assertThat(raw.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--no-file-system", "--verify"))
        .exitsWith(HOUSEKEEPING)
        .says("mind: ", "will not be asked: not all that is on it is a file system of its own");
  }

  @Test
  void its_document_has_what_each_file_system_said() {
    assertThat(take("--verify-on", "ldom2", "--json"))
        .exitsWith(DONE)
        .prints(
            "\"exitCode\":0",
            "\"proof\":\"clean\"",
            "\"verified\":[{\"name\":\"one\",\"group\":\"datadg\",\"proof\":\"clean\",\"answered\":true");
  }
}
