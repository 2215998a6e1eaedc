package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run was cut short with its guest down, and its journal cannot be read. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DamagedJournalTest {
  private final World world = World.builtIn();
  private final SimTruth.Guest before = world.guest("ldom1");

  private CliRun cvmsnap(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    words.addAll(List.of("--state-dir", state().toString()));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  private Path state() {
    return world.state("node");
  }

  private Path journal() throws IOException {
    try (Stream<Path> files = Files.list(state().resolve("runs"))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).findFirst().orElseThrow();
    }
  }

  private void aRunDiesAt(String glob, String... more) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    List<String> take = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    take.addAll(List.of(more));
    assertThat(cvmsnap(take.toArray(String[]::new))).crashed();
    world.noFaults();
  }

  private void damage(UnaryOperator<String> how) throws IOException {
    Path journal = journal();
    String whole = Files.readString(journal, StandardCharsets.UTF_8);
    String damaged = how.apply(whole);
    Assertions.assertThat(damaged).isNotEqualTo(whole);
    Files.writeString(journal, damaged, StandardCharsets.UTF_8);
  }

  private static String line(String journal, int number, String line) {
    List<String> lines = new ArrayList<>(journal.lines().toList());
    lines.set(number, line);
    return String.join("\n", lines) + "\n";
  }

  private void isTold() {
    for (String command : List.of("status", "recover")) {
      CliRun run = cvmsnap(command);
      assertThat(run)
          .exitsWith(command.equals("status") ? 100 : 105)
          .says("what is owed to ldom1 is not known", "ldom1 is inactive on sun-a now")
          .says("mv " + world.directory(), "cvmsnap recover --ldom ldom1");
      Assertions.assertThat(run.out()).doesNotContain("nothing is owed");
      Assertions.assertThat(cvmsnap(command, "--json").json()).containsKey("unaccounted");
    }
    assertThat(cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(REFUSED);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void whatever_is_wrong_with_a_line_the_guest_is_named_and_others_go_on(int number)
      throws IOException {
    aRunDiesAt("ldm bind *");
    String whole = Files.readString(journal(), StandardCharsets.UTF_8);

    for (String line : List.of("null", "", "\0\0\0\0", "7", "[]", "{}", "{\"event\":null}")) {
      Files.writeString(journal(), whole, StandardCharsets.UTF_8);
      damage(text -> line(text, number, line));
      isTold();
    }
    String other = "sim:" + world.directory() + "#sun-b";
    assertThat(cvmsnap("take", "datavol3", "--ldom", "ldom3", "--host", other)).exitsWith(DONE);
  }

  @Test
  void a_wrong_date_and_a_changed_byte_are_noticed() throws IOException {
    aRunDiesAt("ldm bind *");
    String whole = Files.readString(journal(), StandardCharsets.UTF_8);

    for (UnaryOperator<String> how :
        List.<UnaryOperator<String>>of(
            text -> text.replaceFirst("\"at\":\"[^\"]*\"", "\"at\":\"yesterday\""),
            text -> text.replace("ldom1", "ldom2"),
            text -> text.replaceFirst("/data", "/dbta"))) {
      Files.writeString(journal(), whole, StandardCharsets.UTF_8);
      damage(how);
      isTold();
    }
  }

  @Test
  void what_is_said_brings_the_guest_back() throws IOException {
    aRunDiesAt("ldm bind *");
    damage(text -> line(text, 2, "null"));

    Files.move(journal(), Path.of(journal() + ".damaged"));
    assertThat(cvmsnap("status"))
        .exitsWith(100)
        .says("the lock record datadg/cvmsnap_lock_3aa99be033c4 is there")
        .says("vxedit -g datadg -rf rm cvmsnap_lock_3aa99be033c4", "--from sun-a");
    world.typed("sun-a", "vxedit -g datadg -rf rm cvmsnap_lock_3aa99be033c4");
    assertThat(cvmsnap("recover", "--ldom", "ldom1", "--from", "sun-a")).exitsWith(DONE);

    assertThat(world.guest("ldom1")).isActive();
    assertThat(cvmsnap("status"))
        .exitsWith(100)
        .says("has datadg/datavol1", "vxedit -g datadg -rf rm cvmsnap_lock_d29088009728");
    world.typed("sun-a", "vxedit -g datadg -rf rm cvmsnap_lock_d29088009728");
    assertThat(cvmsnap("status")).exitsWith(DONE).prints("nothing is owed");
  }

  @Test
  void of_a_run_without_a_lock_record_what_is_said_brings_the_guest_back_too() throws IOException {
    aRunDiesAt("ldm bind *", "--no-lock");
    damage(text -> line(text, 2, "null"));

    assertThat(cvmsnap("recover", "--ldom", "ldom1"))
        .exitsWith(105)
        .says("then type cvmsnap recover --ldom ldom1 --from sun-a");
    Files.move(journal(), Path.of(journal() + ".damaged"));
    assertThat(cvmsnap("recover", "--ldom", "ldom1", "--from", "sun-a")).exitsWith(DONE);

    assertThat(world.guest("ldom1")).isActive();
  }

  @Test
  void records_in_a_disabled_disk_group_are_not_said_to_be_none() {
    World disabled = World.changed("[[diskgroup]]\n", "[[diskgroup]]\ndisabled = true\n");

    assertThat(disabled.cvmsnap("status"))
        .exitsWith(FAILED)
        .printsNothing()
        .says("lock records cannot be seen: disk group datadg is disabled");
  }

  @Test
  void nothing_is_said_to_be_fine_that_cannot_be_seen() {
    world.fault(Fault.on("vxdg list", Effect.FAIL).times(0));

    for (String command : List.of("status", "recover")) {
      CliRun run = cvmsnap(command);

      assertThat(run).exitsWith(FAILED).printsNothing().says("lock records cannot be seen");
    }
    assertThat(world.guest("ldom1")).isAs(before);
  }
}
