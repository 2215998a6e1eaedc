package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a monitoring system is told turns red when it should, is never green for what is unknown.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CheckTest {
  private static final int OK = 0;
  private static final int WARNING = 1;
  private static final int CRITICAL = 2;
  private static final int UNKNOWN = 3;

  private final World world =
      World.changed(
          "name = \"ldom2\"\nstate = \"inactive\"", "name = \"ldom2\"\nstate = \"active\"");

  @TempDir private Path directory;

  private void take(String... more) {
    Stream<String> words =
        Stream.concat(Stream.of("take", "datavol1", "--ldom", "ldom1"), Arrays.stream(more));
    assertThat(world.cvmsnap(words.toArray(String[]::new))).exitsWith(DONE);
  }

  /** Takes a set that was asked itself, and is clean. */
  private void proven() {
    take("--name", "one", "--verify-on", "ldom2");
  }

  private CliRun check(String... more) {
    Stream<String> words =
        Stream.concat(Stream.of("check", "--ldom", "ldom1"), Arrays.stream(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  @Test
  void a_young_proven_set_with_nothing_owed_and_a_possible_next_take_is_ok() {
    proven();
    List<String> before = world.mutations();

    CliRun check = check();

    assertThat(check).exitsWith(OK).saysNothing();
    Assertions.assertThat(check.lines().get(0))
        .startsWith("CVMSNAP OK - ")
        .contains("datadg/datavol1: newest proven set is ")
        .matches(".* \\| 'debts'=0;;0 'proven_age_datadg/datavol1'=\\d+s;93600;180000$");
    Assertions.assertThat(check.lines())
        .contains(
            "OK: debts: nothing is owed", "OK: datadg/datavol1: the next take finds what it needs");
    Assertions.assertThat(world.mutations()).isEqualTo(before);
    assertThat(world.cvmsnap("check")).exitsWith(OK);
    assertThat(world.cvmsnap("check", "--volume", "datavol1")).exitsWith(OK);
  }

  @ParameterizedTest
  @CsvSource({"25, 0, OK", "27, 1, WARNING", "51, 2, CRITICAL"})
  void the_age_of_the_newest_proven_set_is_judged(int hours, int exit, String word) {
    proven();
    world.change(cluster -> cluster.advance(Duration.ofHours(hours)));

    CliRun check = check("--warn", "26h", "--crit", "50h");

    assertThat(check).exitsWith(exit).prints("CVMSNAP " + word + " - ");
  }

  @Test
  void one_of_which_nobody_knows_whether_it_is_clean_is_no_proof_however_young() {
    unproven("first");
    assertThat(check())
        .exitsWith(CRITICAL)
        .prints("no proven set; the newest is unchecked", "'proven_age_datadg/datavol1'=U;");

    proven();
    world.change(cluster -> cluster.advance(Duration.ofHours(30)));
    unproven("second");

    assertThat(check())
        .exitsWith(WARNING)
        .prints("newest proven set is 1 day 6 h old; the newest is unchecked");
  }

  private void unproven(String name) {
    take("--name", name);
    world.typed("sun-a", "vxassist -g datadg removetag " + name + " " + Tags.PROOF);
  }

  @Test
  void no_set_at_all_is_critical_and_nothing_to_watch_is_unknown() {
    assertThat(check()).exitsWith(CRITICAL).prints("no snapshot of its volumes is there");
    assertThat(world.cvmsnap("check", "--volume", "datadg/datavol2"))
        .exitsWith(CRITICAL)
        .prints("datadg/datavol2: no proven set, nor any other good one");
    assertThat(world.cvmsnap("check")).exitsWith(UNKNOWN).prints("so nothing is watched");
  }

  @Test
  void a_debt_that_nobody_is_at_is_critical_and_somebody_elses_is_not_ones_own() {
    proven();
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();

    CliRun check = check();

    assertThat(check)
        .exitsWith(CRITICAL)
        .prints("ldom1: is down: ldom1 has to be started", "nobody is at it", "'debts'=");
    Assertions.assertThat(check.out()).doesNotContain("'debts'=0");
    assertThat(world.cvmsnap("check", "--volume", "datavol2")).prints("debts: nothing is owed");
    assertThat(world.cvmsnap("check", "--volume", "datavol1")).prints("is down: ");
  }

  @Test
  void a_run_at_work_is_ok_until_it_has_taken_too_long() throws IOException {
    proven();
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    Owner owner =
        new Owner("sun-a", ProcessHandle.current().pid(), Instant.EPOCH, "cvmsnap take datavol1");
    try (Locks.Held held =
        new Locks(world.state().resolve("locks")).tryLock("guest-ldom1", owner).orElseThrow()) {
      Assertions.assertThat(held).isNotNull();

      assertThat(check()).exitsWith(OK).prints("ldom1: take is at work for ");

      world.change(cluster -> cluster.advance(Duration.ofHours(7)));
      assertThat(check()).exitsWith(CRITICAL).prints("and may hang");
      assertThat(check("--run-limit", "8h")).exitsWith(OK);
    }
  }

  @Test
  void a_journal_that_cannot_be_read_is_unknown() throws IOException {
    proven();
    world.fault(Fault.on("vxsnap * addmir *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol2", "--ldom", "ldom1", "--no-lock")).crashed();
    world.noFaults();
    try (Stream<Path> files = Files.list(world.state().resolve("runs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
        if (!Files.readString(file).contains("\"ended\"")) {
          Files.writeString(file, "{}\n{}\n");
        }
      }
    }

    assertThat(check()).exitsWith(UNKNOWN).prints("as its journal cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxdg list", "vxsnap * list*", "vxassist * listtag*", "vxprint *"})
  void what_cannot_be_learned_is_unknown_and_never_green(String glob) {
    proven();
    world.fault(Fault.on(glob, Effect.FAIL).times(0));

    CliRun check = check();

    Assertions.assertThat(check.exit()).isEqualTo(UNKNOWN);
    Assertions.assertThat(check.out()).startsWith("CVMSNAP UNKNOWN - ").contains("\nUNKNOWN: ");
  }

  @Test
  void what_is_critical_goes_before_what_is_unknown() {
    proven();
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults().fault(Fault.on("vxsnap * list*", Effect.FAIL).times(0));

    assertThat(check()).exitsWith(CRITICAL).prints("CVMSNAP CRITICAL - ", "\nUNKNOWN: snapshots: ");
  }

  @Test
  void a_mirror_that_is_not_synchronized_is_warned_of() {
    proven();
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol1");
    assertThat(check())
        .exitsWith(WARNING)
        .prints("is not synchronized (SNAPATT), and the next take waits for that");

    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
    assertThat(check()).exitsWith(OK);
  }

  @Test
  void a_group_with_no_room_for_the_next_take_is_warned_of() {
    proven();
    CliRun room =
        world.cvmsnap("sim", "exec", "sun-a", "--", "vxassist", "-g", "datadg", "maxsize");
    String sectors = room.out().replaceAll("\\D+(\\d+).*\\s*", "$1");
    world.typed("sun-a", "vxassist -g datadg make filler " + sectors + "s");

    assertThat(check())
        .exitsWith(WARNING)
        .prints("the next take would be refused: ", "Disk group datadg has ");
  }

  /** What is said where a space-optimized snapshot lives in a cache of that size. */
  private static CliRun cached(String size) {
    World small =
        World.builtIn()
            .typed("sun-a", "vxassist -g datadg make cvol " + size + " init=active")
            .typed("sun-a", "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k")
            .typed("sun-a", "vxcache -g datadg start cobj");
    String take = "take datavol1 --ldom ldom1 --kind space-optimized --cache cobj --name so1";
    // What it has lost by the end of its take is no success of that.
    Assertions.assertThat(small.cvmsnap(take.split(" ", -1)).exit())
        .isIn(DONE.value(), FAILED.value());
    return small.cvmsnap("check");
  }

  @Test
  void a_snapshot_that_was_lost_is_critical() {
    assertThat(cached("100m"))
        .exitsWith(CRITICAL)
        .prints("CRITICAL: datadg/so1: is DETACHED/INVALID");
  }

  @ParameterizedTest
  @CsvSource({"4g, OK", "148m, WARNING", "136m, CRITICAL"})
  void how_full_a_cache_is_is_judged(String size, String health) {
    Assertions.assertThat(cached(size).out())
        .contains("\n" + health + ": cache datadg/cobj: is about ", "'cache_datadg/cobj'=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check --nonsense",
        "check --warn 3h --crit 2h",
        "check --warn soon",
        "check --volume datavol7",
        "check --host ftp://sun-a",
        "check --sim --host local:",
        "--nonsense check",
      })
  void words_and_refusals_are_unknown_to_a_monitoring_system(String words) {
    CliRun check = world.cvmsnap(words.split(" ", -1));

    Assertions.assertThat(check.exit()).isEqualTo(UNKNOWN);
    Assertions.assertThat(check.out()).startsWith("CVMSNAP UNKNOWN - ");
    Assertions.assertThat(world.cvmsnap((words + " --json").split(" ", -1)).json())
        .containsEntry("exitCode", UNKNOWN)
        .containsEntry("outcome", "refused");
  }

  @Test
  void so_are_a_bug_and_an_output_that_cannot_be_written() {
    proven();
    assertThat(world.copy().fullOutput().cvmsnap("check", "--volume", "datavol1"))
        .exitsWith(UNKNOWN);
    world.bugsInsteadOfCrashes().fault(Fault.on("vxdg list", Effect.CRASH_AFTER));
    assertThat(check()).exitsWith(UNKNOWN).prints("CVMSNAP UNKNOWN - ");
  }

  /** A take that died while its guest was down, after one that is proven. */
  private void down() {
    proven();
    world.dies("ldm start *", Effect.CRASH_BEFORE, "take", "datavol1", "--ldom", "ldom1");
  }

  @Test
  void what_is_owed_is_unknown_where_the_state_directory_that_is_named_is_not_there() {
    proven();
    world.dies(
        "ldm start *", Effect.CRASH_BEFORE, "take", "datavol1", "--ldom", "ldom1", "--no-lock");
    Path absent = directory.resolve("absent");
    List<CliRun> checks =
        List.of(
            check("--state-dir", absent.toString()),
            world.environment("CVMSNAP_STATE_DIR", absent.toString()).cvmsnap("check"));

    for (CliRun check : checks) {
      Assertions.assertThat(check.out())
          .contains("\nUNKNOWN: debts: There is no state directory " + absent)
          .contains("'debts'=U;;0")
          .doesNotContain("nothing is owed");
    }
    Assertions.assertThat(absent).doesNotExist();
  }

  @Test
  void nothing_but_that_is_unknown_then() {
    proven();

    assertThat(check("--state-dir", directory.resolve("absent").toString()))
        .exitsWith(UNKNOWN)
        .prints(
            "CVMSNAP UNKNOWN - debts: There is no state directory",
            "OK: datadg/datavol1: newest proven set is ");
  }

  @Test
  void a_lock_record_without_its_journal_is_critical_and_no_run_at_work() throws IOException {
    down();
    Path other = Files.createDirectory(directory.resolve("other"));

    CliRun check = check("--state-dir", other.toString());

    assertThat(check).exitsWith(CRITICAL).prints("CRITICAL: ldom1: ");
    Assertions.assertThat(check.out()).doesNotContain("at work");
    assertThat(check("--volume", "datavol2", "--state-dir", other.toString()))
        .exitsWith(CRITICAL)
        .prints("CRITICAL: ldom1: ");
  }

  @Test
  void a_lock_record_of_another_node_is_of_a_run_at_work_until_that_has_taken_too_long() {
    proven();
    String record = LockRecord.name(VolumeId.of("datadg", "datavol1")).value();
    world.typed(
        "sun-b",
        "vxassist -g datadg make " + record + " 2048s comment=20260301T020000Z-ab12@sun-b");

    assertThat(check()).exitsWith(OK).prints("datadg/datavol1: a run is at work: A run of ");

    world.change(cluster -> cluster.advance(Duration.ofHours(7)));
    assertThat(check())
        .exitsWith(WARNING)
        .prints("datadg/datavol1: a run is at work for longer than it should be, or was cut short");
    assertThat(check("--run-limit", "12h")).exitsWith(OK);
  }

  @Test
  void a_guest_whose_run_died_with_its_node_is_critical_on_the_others() throws IOException {
    World standby = World.of(World.text("standby"));
    String take = "take datavol1 --ldom ldom1 --name one";
    assertThat(standby.on("sun-a", take.split(" "))).exitsWith(DONE);
    standby.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(standby.on("sun-a", "take", "datavol1", "--ldom", "ldom1")).crashed();
    standby.noFaults().change(cluster -> cluster.crashNode("sun-a"));

    CliRun check = standby.on("sun-b", "check", "--ldom", "ldom1");

    assertThat(check).exitsWith(CRITICAL).prints("A run on sun-a had ldom1, and sun-a has left");
    Assertions.assertThat(check.out()).doesNotContain("at work");
    Path file =
        Files.writeString(
            directory.resolve("site.toml"),
            "[policies.nightly]\nldom = 'ldom1'\nvolumes = ['datavol1']\n");
    assertThat(standby.on("sun-b", "doctor", "--config", file.toString()))
        .prints("TROUBLE  lock-records     ldom1: A run on sun-a had ldom1, and sun-a has left");
  }

  @Test
  void where_no_run_was_ever_begun_that_is_said_and_not_that_nothing_is_owed() {
    assertThat(World.builtIn().cvmsnap("check"))
        .prints("OK: debts: no run was ever begun from here");
  }

  @Test
  void so_it_is_where_the_others_do_not_know_that_guest() {
    World world = World.builtIn();
    assertThat(world.on("sun-b", "take", "datavol3", "--ldom", "ldom3")).exitsWith(DONE);
    world.fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.on("sun-a", "take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults().change(cluster -> cluster.crashNode("sun-a"));

    assertThat(world.on("sun-b", "check"))
        .exitsWith(CRITICAL)
        .prints("A run on sun-a had a guest, and sun-a has left the cluster: the lock record ");
    assertThat(world.on("sun-b", "status")).exitsWith(100);
    assertThat(world.on("sun-b", "metrics")).prints("cvmsnap_debts 1");
    assertThat(world.on("sun-b", "recover"))
        .exitsWith(DONE)
        .says("See whether a guest of sun-a is down.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[defaults",
        "",
        "[policies.nightly]\nldom = 'ldom1'\nkind = 'plex'\n",
        "[policies.nightly]\nldom = 'ldom1'\nwarn = 'soon'\n",
        "[policies.nightly]\nldom = 'ldom1'\nwarn = '3d'\ncrit = '2d'\n",
        "[policies.nightly]\nldom = 'ldom1'\nhook = ['none']\n",
        "[policies.weekly]\nldom = 'ldom1'\n"
      })
  void a_configuration_that_is_wrong_or_gone_is_unknown_and_hides_no_debt(String text)
      throws IOException {
    down();
    Path file = directory.resolve("site.toml");
    if (!text.isEmpty()) {
      Files.writeString(file, text);
    }
    world.environment("CVMSNAP_CONFIG", file.toString());

    CliRun check = world.cvmsnap("check", "--policy", "nightly");

    assertThat(check)
        .exitsWith(CRITICAL)
        .prints("CRITICAL: ldom1: is down: ", "\nUNKNOWN: configuration: ");
    Assertions.assertThat(check.out()).doesNotContain("next take", "proven_age");
    assertThat(world.cvmsnap("recover")).exitsWith(DONE);
    CliRun repaid = world.cvmsnap("check", "--policy", "nightly");
    assertThat(repaid).exitsWith(UNKNOWN).prints("CVMSNAP UNKNOWN - ");
  }

  @Test
  void where_the_configuration_cannot_be_read_it_is_unknown_whether_nothing_is_owed()
      throws IOException {
    proven();
    Path file = Files.writeString(directory.resolve("site.toml"), "[defaults");
    world.environment("CVMSNAP_CONFIG", file.toString());

    CliRun check = check();
    assertThat(check)
        .exitsWith(UNKNOWN)
        .prints("UNKNOWN: debts: The configuration may name another state directory", "'debts'=U;");
    Assertions.assertThat(check.out()).doesNotContain("nothing is owed");

    assertThat(check("--state-dir", world.state().toString()))
        .exitsWith(UNKNOWN)
        .prints("UNKNOWN: configuration: ", "OK: debts: nothing is owed");
  }

  /** One in which nobody can make anything, and that has no room. */
  static final String FULL = "/sys";

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_state_directory_that_nothing_can_be_written_to_is_warned_of_as_the_next_take_is_refused() {
    proven();

    CliRun check = check("--state-dir", FULL);

    assertThat(check)
        .exitsWith(WARNING)
        .prints(
            "WARNING: state directory: The journal cannot be written: ",
            "WARNING: datadg/datavol1: the next take would be refused: The journal cannot be");
    Assertions.assertThat(check.out()).doesNotContain("finds what it needs");
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--state-dir", FULL))
        .exitsWith(REFUSED);
  }

  @Test
  void nothing_is_changed_by_it() {
    proven();
    SimTruth before = world.truth();
    int commands = world.mutations().size();

    world.cvmsnap("check");

    Assertions.assertThat(world.mutations()).hasSize(commands);
    Assertions.assertThat(world.truth().guests()).isEqualTo(before.guests());
  }
}
