package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that could spoil the next snapshot is found, by its name, and nothing is touched. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DoctorTest {
  private static final int OK = ExitCode.DONE.value();
  private static final int NOT_OK = ExitCode.REFUSED.value();
  private static final String GUEST = "mounted = [\"/data\"]";
  private static final String HERE = "name = \"sun-a\"\n";
  private static final String THERE = "name = \"sun-b\"\n";

  @TempDir Path directory;

  private static CliRun doctor(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("doctor"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  /** What is not OK: "trouble clocks sun-b". */
  private static List<String> wrong(CliRun run) {
    return run.lines().stream()
        .map(line -> line.split("\t", -1))
        .filter(cells -> !cells[0].equals("ok"))
        .map(cells -> String.join(" ", cells))
        .distinct()
        .toList();
  }

  private static CliRun table(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("-H", "-o", "verdict,check,about"));
    words.addAll(List.of(more));
    return doctor(world, words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "builtin",
        "vcs",
        "solaris10",
        "zfs",
        "layered",
        "standby",
        "twogroups",
        "hostnames"
      })
  void where_nothing_is_wrong_all_is_ok_and_nothing_is_touched(String scenario) {
    World world = World.of(World.text(scenario));
    SimTruth before = world.truth();

    CliRun run = doctor(world);

    assertThat(run).exitsWith(OK).hasNoDebts().saysNothing();
    assertThat(run.out()).contains(" 0 TROUBLE, 0 UNKNOWN").doesNotContain("not judged");
    assertThat(world.mutations()).isEmpty();
    assertThat(world.locks()).isEmpty();
    assertThat(world.state()).doesNotExist();
    assertThat(world.truth().guests()).isEqualTo(before.guests());
    assertThat(world.truth().volumes()).isEqualTo(before.volumes());
  }

  private static World changed(String... pairs) {
    return World.changed(pairs);
  }

  private static World typed(String host, String line) {
    return World.builtIn().typed(host, line);
  }

  private static World fails(String glob, String host) {
    return World.builtIn().fault(Fault.on(glob, Effect.FAIL).times(0).host(host));
  }

  /** A disk group without a megabyte that is free. */
  private static World full() {
    World world = World.builtIn();
    CliRun room =
        world.cvmsnap("sim", "exec", "sun-a", "--", "vxassist", "-g", "datadg", "maxsize");
    String sectors = room.out().replaceAll("\\D+(\\d+).*\\s*", "$1");
    return world.typed("sun-a", "vxassist -g datadg make filler " + sectors + "s");
  }

  private static Arguments broken(String what, String wrong, Supplier<World> world) {
    return arguments(what, wrong, world);
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("ldmd", "unknown domains sun-a", () -> fails("ldm list *", "sun-a")),
        broken(
            "ldm's services", "unknown domains sun-a", () -> fails("ldm list-services *", "sun-a")),
        broken("vxconfigd", "unknown vxvm sun-a", () -> fails("vxdg list", "sun-a")),
        broken("vxprint", "unknown vxvm sun-a", () -> fails("vxprint -g datadg -ht", "sun-a")),
        broken(
            "an old Solaris",
            "unknown versions sun-a",
            () -> changed(HERE, HERE + "solarisRelease = \"11.3.0.1.0\"\n")),
        broken(
            "an old ldm",
            "unknown versions sun-a",
            () -> changed(HERE, HERE + "ldmRelease = \"3.3\"\n")),
        broken(
            "an old VxVM",
            "unknown versions sun-a",
            () -> changed(HERE, HERE + "vxvmRelease = \"6.2.1.0\"\n")),
        broken("no pkg", "unknown versions sun-a", () -> fails("pkg *", "sun-a")),
        broken(
            "the list of nodes",
            "unknown cluster sun-a",
            () -> fails("vxclustadm nidmap", "sun-a")),
        broken(
            "a node that is out",
            "trouble cluster sun-b",
            () -> changed(THERE, THERE + "joined = false\n")),
        broken("ldm of a node", "unknown nodes sun-b", () -> fails("ldm list*", "sun-b")),
        broken("VxVM of a node", "unknown nodes sun-b", () -> fails("vxprint *", "sun-b")),
        broken(
            "a node without rights",
            "unknown nodes sun-b",
            () -> changed(THERE, THERE + "rights = \"pfexec\"\n")),
        broken(
            "a clock of a node",
            "trouble clocks sun-b",
            () -> changed(THERE, THERE + "clockSeconds = 12\n")),
        broken(
            "this node's clock",
            "trouble clocks ldom1, trouble clocks sun-a, trouble clocks sun-b",
            () -> changed(HERE, HERE + "clockSeconds = -12\n")),
        broken(
            "a guest's clock",
            "trouble clocks ldom1",
            () -> changed(GUEST, GUEST + "\nclockSeconds = -60")),
        broken("a guest's date", "unknown clocks ldom1", () -> fails("date *", "ldom1")),
        broken(
            "the engine of VCS",
            "unknown vcs sun-a",
            () -> World.vcs(HERE, HERE + "had = false\n", THERE, THERE + "had = false\n")),
        broken(
            "VCS' groups",
            "unknown vcs ldom1",
            () -> World.vcs().fault(Fault.on("hares *", Effect.FAIL).times(0))),
        broken(
            "a faulted group",
            "trouble vcs ldom1",
            () -> World.vcs().typed("sun-a", "ldm stop -f ldom1")),
        broken("a guest's mounts", "unknown guest ldom1", () -> fails("cat /etc/mnttab", "ldom1")),
        broken(
            "a guest without rights",
            "trouble guest-rights ldom1",
            () -> changed(GUEST, GUEST + "\nrights = \"pfexec\"")),
        broken(
            "rights that are not told",
            "unknown guest-rights ldom1",
            () -> fails("mount -F *", "ldom1")),
        broken(
            "auto-boot",
            "trouble come-back ldom1",
            () -> changed("\"auto-boot?\" = \"true\"", "\"auto-boot?\" = \"false\"")),
        broken(
            "constraints",
            "unknown come-back ldom1",
            () -> fails("ldm list-constraints -p ldom1", "sun-a")),
        broken(
            "a detached plex",
            "trouble volumes datadg/datavol1",
            () -> typed("sun-a", "vxplex -g datadg -f det datavol1-02")),
        broken(
            "a DCO that is BADLOG",
            "trouble next-take ldom1",
            () ->
                changed(
                    "name = \"datavol1\"\nmegabytes = 20480\n",
                    "name = \"datavol1\"\nmegabytes = 20480\nbadlog = true\n")),
        broken("a full disk group", "trouble next-take ldom1", DoctorTest::full),
        broken(
            "a volume with two owners",
            "trouble next-take ldom1",
            () ->
                changed(
                    "device = \"/ldoms/ldom2/boot.img\"",
                    "device = \"/dev/vx/dsk/datadg/datavol1\"")),
        broken(
            "a snapshot command",
            "unknown next-take ldom1",
            () -> fails("vxsnap * list*", "sun-a")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("broken")
  void what_is_broken_is_found_by_its_name_and_nothing_else(
      String what, String wrong, Supplier<World> broken) {
    World world = broken.get();
    int before = world.mutations().size();

    CliRun run = table(world, "--ldom", "ldom1");

    assertThat(String.join(", ", new TreeSet<>(wrong(run)))).as(run.toString()).isEqualTo(wrong);
    assertThat(run).exitsWith(NOT_OK);
    assertThat(world.mutations()).hasSize(before);
    assertThat(doctor(world, "--ldom", "ldom1").out()).contains("  do: ");
  }

  @Test
  void a_machine_that_answers_in_place_of_another_is_found() {
    assertThat(wrong(table(World.builtIn(), "--node-ssh", "sun-b=sun-a")))
        .containsExactly("unknown nodes sun-b");
    CliRun run = configured(World.builtIn(), "[guests.ldom1]\nguest-ssh = \"ldom3\"\n");
    assertThat(run.lines())
        .contains("trouble\tguest\tldom1")
        .doesNotContain("ok\tnext-take\tldom1");
  }

  @Test
  void a_machine_that_hangs_costs_one_time_limit_and_is_told_once() {
    World world = World.builtIn().fault(Fault.on("*", Effect.HANG).times(0).host("sun-b"));
    Instant before = world.truth().time();

    CliRun run = table(world);

    assertThat(wrong(run)).containsExactly("unknown nodes sun-b");
    assertThat(Duration.between(before, world.truth().time())).isLessThan(Duration.ofSeconds(100));
    assertThat(world.log()).filteredOn(entry -> entry.host().equals("sun-b")).hasSize(1);
    assertThat(run.lines()).contains("ok\tguest\tldom1", "ok\tclocks\tldom1");
    assertThat(doctor(world).out())
        .contains("not judged: next-take of ldom1, which rests on nodes of sun-b");
  }

  @Test
  void a_guest_that_hangs_keeps_nothing_else_from_being_looked_at() {
    World world = World.builtIn().fault(Fault.on("*", Effect.HANG).times(0).host("ldom1"));

    CliRun run = table(world);

    assertThat(wrong(run)).containsExactly("unknown guest ldom1");
    assertThat(world.log()).filteredOn(entry -> entry.host().equals("ldom1")).hasSize(1);
    assertThat(run.lines()).contains("ok\tcome-back\tldom1", "ok\tclocks\tsun-b", "ok\tvcs\tsun-a");
  }

  @Test
  void what_is_owed_is_found() {
    World world = World.builtIn().fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();

    CliRun run = table(world);

    assertThat(run).exitsWith(NOT_OK);
    assertThat(wrong(run)).containsExactly("trouble debts ldom1");
    assertThat(doctor(world).out()).contains("here: cvmsnap recover --run ");
  }

  @Test
  void so_is_a_lock_record_without_a_journal_and_a_journal_that_cannot_be_read()
      throws IOException {
    World world = World.builtIn().fault(Fault.on("ldm unbind *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    for (Path journal : files(world.state().resolve("runs"))) {
      Files.writeString(journal, "{}\n{}\n");
    }
    assertThat(wrong(table(world, "--ldom", "ldom1")))
        .contains("unknown debts ldom1", "trouble lock-records ldom1")
        .noneMatch(line -> line.contains("next-take"));

    for (Path journal : files(world.state().resolve("runs"))) {
      Files.delete(journal);
    }
    assertThat(wrong(table(world, "--ldom", "ldom1")))
        .isNotEmpty()
        .allMatch(line -> line.startsWith("trouble lock-records "));
  }

  private static List<Path> files(Path of) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.toList();
    }
  }

  @Test
  void a_state_directory_that_others_may_write_is_found_and_the_machines_are_looked_at()
      throws IOException {
    World world = World.builtIn();
    Files.createDirectories(world.state());
    Files.setPosixFilePermissions(world.state(), PosixFilePermissions.fromString("rwxrwxrwx"));

    CliRun run = table(world);

    assertThat(run).exitsWith(NOT_OK);
    assertThat(wrong(run)).containsExactly("trouble state-directory " + world.state());
    assertThat(run.lines()).contains("ok\tnodes\tsun-b", "ok\tguest\tldom1");
    assertThat(doctor(world).out()).contains("do: ", "chmod go-w ");
    assertThat(doctor(world, "--json").json()).containsEntry("verdict", "trouble");
    assertThat(files(world.state())).isEmpty();
  }

  @Test
  void a_state_directory_that_is_named_and_not_there_is_unknown_and_so_is_what_is_owed() {
    World world = World.builtIn().fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    Path absent = directory.resolve("absent");

    CliRun run = table(world, "--state-dir", absent.toString());

    assertThat(run).exitsWith(NOT_OK);
    assertThat(wrong(run)).contains("unknown state-directory " + absent);
    assertThat(run.lines()).noneMatch(line -> line.startsWith("ok\tdebts"));
    assertThat(doctor(world, "--state-dir", absent.toString()).out())
        .contains("There is no state directory " + absent, "not judged: debts", "mkdir -m 700");
    assertThat(absent).doesNotExist();
  }

  private CliRun configured(World world, String text, String... more) {
    List<String> words = new ArrayList<>(List.of("--config", written(text)));
    words.addAll(List.of(more));
    return table(world, words.toArray(String[]::new));
  }

  private static final String POLICIES =
      """
      [policies.nightly]
      ldom = "ldom1"
      volumes = ["datavol1"]
      not-after = "01:00@UTC"
      max-outage = "%s"

      [policies.logs]
      ldom = "ldom1"
      volumes = ["%s"]
      """;

  @Test
  void every_policy_is_examined_outside_its_window_too_and_a_wrong_one_is_found() {
    assertThat(configured(World.builtIn(), POLICIES.formatted("20m", "datavol2")).lines())
        .contains("ok\tnext-take\tnightly", "ok\tnext-take\tlogs", "ok\tmax-outage\tnightly")
        .allMatch(line -> line.startsWith("ok"));
    assertThat(wrong(configured(World.builtIn(), POLICIES.formatted("20m", "datavol7"))))
        .containsExactly("trouble next-take logs");
    assertThat(
            wrong(
                configured(
                    World.builtIn(), POLICIES.formatted("20m", "datavol7"), "--policy", "nightly")))
        .isEmpty();
    CliRun wrong = configured(World.builtIn(), POLICIES.formatted("20 minutes", "datavol2"));
    assertThat(wrong(wrong))
        .containsExactly("trouble configuration " + directory.resolve("site.toml"));
    assertThat(wrong.lines())
        .contains("ok\tnext-take\tlogs")
        .doesNotContain("ok\tnext-take\tnightly");
    for (String only : List.of("--policy nightly", "--ldom ldom1")) {
      CliRun named =
          configured(
              World.builtIn(),
              POLICIES.formatted("20 minutes", "datavol2")
                  + "[guests.ldom1]\nboot-timeout = \"soon\"\n",
              only.split(" "));
      assertThat(wrong(named))
          .containsExactly("trouble configuration " + directory.resolve("site.toml"));
      assertThat(named.lines())
          .contains("ok\tnodes\tsun-b")
          .noneMatch(each -> each.contains("next-take"));
    }
    World used = World.builtIn();
    assertThat(used.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(OK);
    CliRun torn = configured(used, "[policies");
    assertThat(torn).exitsWith(NOT_OK);
    assertThat(wrong(torn))
        .as("it may name another state directory")
        .containsExactly("trouble configuration the file", "unknown debts journals");
    assertThat(torn.lines()).contains("ok\tguest\tldom1", "ok\tnodes\tsun-b");
    String state = used.state().toString();
    assertThat(configured(used, "[policies", "--state-dir", state).lines())
        .contains("ok\tdebts\tjournals", "ok\tnext-take\tldom1");
    assertThat(configured(World.builtIn(), POLICIES.formatted("20m", "x"), "--policy", "none"))
        .exitsWith(ExitCode.USAGE);
  }

  @Test
  void a_limit_that_the_last_outages_exceed_is_found() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).exitsWith(ExitCode.DONE);
    world.change(cluster -> cluster.advance(Duration.ofHours(3)));

    assertThat(wrong(configured(world, POLICIES.formatted("30s", "datavol2"))))
        .containsExactly("trouble max-outage nightly");
  }

  @ParameterizedTest
  @CsvSource({
    "'name = \"note\"', ''",
    "'name = \"other\"', trouble hooks db",
    "'name = \"note\"\nowner = \"joe\"', trouble hooks db",
    "'name = \"note\"\nmode = \"-rwxrwxr-x\"', trouble hooks db",
    "'name = \"note\"\nmode = \"-rw-r--r--\"', trouble hooks db"
  })
  void a_hook_program_that_is_missing_or_somebody_elses_is_found(String program, String wrong) {
    String hook =
        """
        [hooks.db]
        place = "%s"
        before-outage = ["/opt/site/note", "stop"]
        after-return = ["/opt/site/note", "start"]

        [policies.nightly]
        ldom = "ldom1"
        volumes = ["datavol1"]
        hook = ["db"]
        """;
    List<String> expected = wrong == null || wrong.isEmpty() ? List.of() : List.of(wrong);
    World here = changed("[[node.vds]]", "[[node.program]]\n" + program + "\n\n[[node.vds]]");
    World inGuest = changed(GUEST, GUEST + "\n\n[[node.domain.program]]\n" + program + "\n");

    assertThat(wrong(configured(here, hook.formatted("control-domain")))).isEqualTo(expected);
    assertThat(wrong(configured(inGuest, hook.formatted("guest")))).isEqualTo(expected);
    assertThat(here.mutations()).isEmpty();
    assertThat(inGuest.mutations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10m, true", "20m, true", "21m, false"})
  void a_hook_that_may_take_longer_than_its_guest_may_be_away_is_a_remark(
      String limit, boolean within) {
    World world = changed("[[node.vds]]", "[[node.program]]\nname = \"note\"\n\n[[node.vds]]");
    String hook =
        "hook = [\"note\"]\n[hooks.note]\nlimit = \""
            + limit
            + "\"\nafter-snapshot = [\"/opt/note\"]\n";

    CliRun run = doctorOf(world, POLICIES.formatted("20m", "datavol2") + hook);
    CliRun limited =
        doctorOf(world, POLICIES.formatted("20m", "datavol2") + "max-outage = \"20m\"\n" + hook);

    assertThat(run).exitsWith(OK);
    assertThat(run.out()).doesNotContain("max-outage allows");
    assertThat(limited).exitsWith(OK);
    assertThat(limited.out().contains("mind: logs: hook note may take 21 min")).isEqualTo(!within);
  }

  private CliRun doctorOf(World world, String text) {
    return doctor(world, "--config", written(text));
  }

  private String written(String text) {
    try {
      return Files.writeString(directory.resolve("site.toml"), text).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void what_should_be_known_is_a_remark_and_no_trouble() {
    World world = World.vcs().typed("sun-a", "hagrp -freeze ldom1_sg");

    CliRun run = doctor(world);

    assertThat(run).exitsWith(OK);
    assertThat(run.out()).contains("mind: ldom1: Somebody has frozen service group ldom1_sg");
    assertThat(doctor(world, "-q").lines()).noneMatch(line -> line.startsWith("OK"));
  }

  @Test
  void a_snapshot_that_is_stopped_and_a_mirror_that_is_not_ready_are_remarks_too() {
    World world = World.builtIn();
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "s1"))
        .exitsWith(ExitCode.DONE);
    world.typed("sun-a", "vxvol -g datadg stop s1");
    world.typed("sun-a", "vxsnap -g datadg -b addmir datavol2");

    CliRun run = doctor(world);

    assertThat(run).exitsWith(OK);
    assertThat(run.out())
        .contains("mind: ldom1: Snapshot datadg/s1 of datavol1 is DISABLED/CLEAN")
        .contains("mind: datadg/datavol2: Mirror ", "is not synchronized yet (SNAPATT)");
  }

  @Test
  void what_a_guest_that_is_off_cannot_tell_is_not_judged_and_no_success() {
    World world = typed("sun-a", "ldm stop ldom1");

    CliRun run = doctor(world);

    assertThat(run).exitsWith(NOT_OK);
    assertThat(run.out())
        .contains("ldom1: does not run, so nothing in it is asked")
        .contains("not judged: next-take of ldom1, which rests on start of ldom1")
        .contains(" 0 TROUBLE, 0 UNKNOWN, 1 not judged");
    assertThat(configured(world, POLICIES.formatted("20m", "datavol2"))).exitsWith(OK);
  }

  @Test
  void a_guest_that_is_not_here_is_found() {
    assertThat(wrong(table(World.builtIn(), "--ldom", "ldom3")))
        .containsExactly("trouble guest ldom3");
  }

  @Test
  void a_run_at_work_is_no_trouble_but_nothing_is_judged_of_its_guest() throws IOException {
    World world = World.builtIn().fault(Fault.on("ldm start *", Effect.CRASH_BEFORE));
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1")).crashed();
    world.noFaults();
    Owner owner =
        new Owner("sun-a", ProcessHandle.current().pid(), Instant.EPOCH, "cvmsnap take datavol1");
    try (Locks.Held held =
        new Locks(world.state().resolve("locks")).tryLock("guest-ldom1", owner).orElseThrow()) {
      assertThat(held).isNotNull();

      CliRun run = doctor(world);

      assertThat(run).exitsWith(NOT_OK);
      assertThat(run.out())
          .contains("ldom1: take is at work (run ")
          .contains("not judged: next-take of ldom1, which rests on run that has ldom1");
    }
  }

  @Test
  void the_document_tells_the_same() {
    World world = changed(THERE, THERE + "clockSeconds = 12\n");

    Map<String, Object> document = doctor(world, "--json").json();

    assertThat(document)
        .containsEntry("verdict", "trouble")
        .containsEntry("exitCode", NOT_OK)
        .containsEntry("outcome", "succeeded");
    assertThat(document)
        .extractingByKey("findings")
        .asString()
        .contains("check=clocks, about=sun-b, verdict=trouble");
    assertThat(doctor(fails("vxdg list", "sun-b"), "--json").json())
        .containsEntry("verdict", "unknown")
        .containsEntry("outcome", "failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"builtin", "vcs", "zfs", "hostnames"})
  void a_recording_of_it_answers_it_again(String scenario) throws IOException {
    World world = World.of(World.text(scenario));
    Files.createDirectories(world.state());
    world.fault(Fault.on("date *", Effect.FAIL).times(0).host("sun-b"));
    Path recording = directory.resolve("site.jsonl");
    CliRun first = table(world, "--record", recording.toString());
    int asked = world.log().size();

    CliRun again =
        table(world, "--host", "replay:" + recording, "--state-dir", world.state().toString());

    assertThat(wrong(again)).containsExactly("unknown clocks sun-b");
    assertThat(again.lines()).isEqualTo(first.lines());
    assertThat(world.log()).hasSize(asked).noneMatch(LogEntry::mutates);
  }
}
