package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.BUSY;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.INTERRUPTED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cvmsnap.qualification.Assumption;
import org.cvmsnap.qualification.Assumptions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A site proves itself on a guest that nobody needs; what does not hold there is named. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QualifyTest {
  private static final String LDOM2 = "name = \"ldom2\"\nstate = \"inactive\"";
  private static final String LDOM2_RUNS = "name = \"ldom2\"\nstate = \"active\"";
  private static final String LDOM1 = "mounted = [\"/data\"]";

  /** The built-in world, in which another guest can be given the snapshots. */
  private static World world(String... pairs) {
    List<String> all = new ArrayList<>(List.of(LDOM2, LDOM2_RUNS));
    all.addAll(List.of(pairs));
    return World.changed(all.toArray(String[]::new)).guarded();
  }

  /** A world whose guest differs in one thing. */
  private static World guest(String deviation) {
    return world(LDOM1, LDOM1 + "\n[node.domain.deviations]\n" + deviation);
  }

  /** A world whose VxVM differs in one thing. */
  private static World vxvm(String deviation) {
    return world("[times]", "[vxvm.deviations]\n" + deviation + "\n\n[times]");
  }

  private static CliRun qualify(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("qualify", "--ldom", "ldom1", "--json", "--yes"));
    words.addAll(List.of("--verify-on", "ldom2"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  /** The verdicts by the words of the assumptions. */
  private static Map<String, String> verdicts(CliRun run) {
    Map<String, String> verdicts = new TreeMap<>();
    for (Object each : (List<?>) Objects.requireNonNull(run.json().get("assumptions"))) {
      Map<?, ?> judged = (Map<?, ?>) each;
      verdicts.put((String) judged.get("id"), (String) judged.get("verdict"));
    }
    return verdicts;
  }

  private static List<String> having(String verdict, CliRun run) {
    return verdicts(run).entrySet().stream()
        .filter(each -> each.getValue().equals(verdict))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void assertAsBefore(World world, World before) {
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(new HashSet<>(world.guest("ldom1").disks()))
        .isEqualTo(new HashSet<>(before.guest("ldom1").disks()));
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.truth().volumes()).noneMatch(each -> each.name().startsWith("cvmsnap_"));
  }

  /** Recover pays what is owed, and what snapshots are left can be removed then. */
  private static void recovered(World world) {
    assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    List<String> left = world.snapshots().stream().map(SimTruth.Snapshot::name).toList();
    if (!left.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("remove", "--yes"));
      words.addAll(left);
      assertThat(world.cvmsnap(words.toArray(String[]::new))).exitsWith(DONE);
    }
    assertAsBefore(world, world());
  }

  @Test
  void a_site_that_is_as_assumed_confirms_all_and_the_guest_is_as_it_was() {
    World world = world();

    CliRun run = qualify(world);

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(having("confirmed", run))
        .containsExactlyInAnyOrderElementsOf(Assumptions.ALL.stream().map(Assumption::id).toList());
    assertAsBefore(world, world());
  }

  @Test
  void a_site_that_is_close_to_a_limit_is_told_how_close() {
    CliRun run = qualify(guest("closesAfterUnbindSeconds = 25"));

    assertThat(run).exitsWith(DONE);
    assertThat(run.out())
        .containsPattern("closed on .*, after 2\\d s of watching; a run gives up after 30 s");
  }

  static Stream<Arguments> sites() {
    String volume = "name = \"datavol1\"\nmegabytes = 20480";
    return Stream.of(
        Arguments.of("open-while-bound", world(volume, volume + "\nblind = true")),
        Arguments.of("closed-after-unbind", guest("closesAfterUnbindSeconds = 60")),
        Arguments.of(
            "disks-leave", world().fault(Fault.on("ldm rm-vdisk data *", Effect.FAIL).times(9))),
        Arguments.of("fsck-mounted", guest("fsckSeesMounts = false")),
        Arguments.of("fsck-unmounted", world().fault(Fault.on("umount *", Effect.DIRTY).times(9))),
        Arguments.of("boot-mounts", guest("mountsAtBoot = false")),
        Arguments.of("mount-options", guest("losesOption = \"nosuid\"")),
        Arguments.of("soft-state-running", world(LDOM1, LDOM1 + "\nsoftstate = \"Solaris is up\"")),
        Arguments.of("boot-shown", guest("hidesBoot = true")),
        Arguments.of("time-limits", world(LDOM1, LDOM1 + "\nbootSeconds = 700")),
        Arguments.of("record-name-taken", vxvm("sameNameTwice = true")),
        Arguments.of("record-seen", vxvm("ownVolumesOnly = true")),
        Arguments.of(
            "record-removed",
            world().fault(Fault.on("vxedit * rm cvmsnap_trial_*", Effect.SILENT).times(9))),
        Arguments.of("comments", vxvm("longestComment = 20")),
        Arguments.of("tags", vxvm("longestTag = 10")),
        Arguments.of("break-off", world().fault(Fault.on("vxsnap * make *", Effect.FAIL).times(9))),
        Arguments.of("snapshot-clean", vxvm("dirtySnapshots = true")));
  }

  /** Those of which the guest is left without something, and which recover pays then. */
  static Stream<Arguments> harmfulSites() {
    return Stream.of(
        Arguments.of("closed-after-removal", guest("closesAfterRemovalSeconds = 60"), "ldm list"),
        Arguments.of(
            "numbers-after-rebind",
            guest("renumbers = true"),
            "ldm unbind ldom1; ldm rm-vdisk data ldom1; ldm rm-vdisk logs ldom1;"
                + " ldm add-vdisk id=2 data ldom1-data@primary-vds0 ldom1;"
                + " ldm add-vdisk id=3 logs ldom1-logs@primary-vds0 ldom1"),
        Arguments.of(
            "disks-return",
            world(LDOM1, LDOM1 + "\nldcEndpoints = 0"),
            "ldm stop ldom1; ldm unbind ldom1"),
        Arguments.of(
            "numbers-after-return",
            guest("ignoresNumbers = true"),
            "ldm stop ldom1; ldm unbind ldom1; ldm rm-vdisk logs ldom1"));
  }

  @ParameterizedTest
  @MethodSource("harmfulSites")
  void what_leaves_the_guest_without_something_is_named_and_recover_pays(
      String assumption, World world, String byHand) {
    CliRun run = qualify(world);

    assertThat(having("refuted", run)).containsExactly(assumption);
    assertThat(run).exitsWith(FAILED.withServiceDown()).hasDebts();
    for (String line : byHand.split("; ", -1)) {
      world.typed("sun-a", line.strip());
    }
    recovered(world);
  }

  @ParameterizedTest
  @MethodSource("sites")
  void what_does_not_hold_is_named_and_nothing_else(String assumption, World world) {
    CliRun run = qualify(world);

    assertThat(having("refuted", run)).containsExactly(assumption);
    assertThat(run).exitsWith(FAILED);
    recovered(world.noFaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxassist -g datadg make cvmsnap_trial_*",
        "vxassist -g datadg settag cvmsnap_trial_*",
        "ldm stop ldom1",
        "ldm unbind ldom1",
        "vxsnap * make *",
        "ldm start ldom1",
        "ldm rm-vdisk data ldom1",
        "ldm add-vdisk * data *"
      })
  void one_that_was_cut_short_is_recovered(String command) {
    World world = world().fault(Fault.on(command, Effect.CRASH_AFTER));

    assertThat(qualify(world)).crashed();

    recovered(world);
  }

  @Test
  void a_signal_ends_it_and_the_rest_is_not_tried() {
    World world =
        world().signalsInsteadOfCrashes().fault(Fault.on("ldm unbind *", Effect.CRASH_AFTER));

    CliRun run = qualify(world);

    assertThat(run).exitsWith(INTERRUPTED).hasNoDebts();
    assertThat(having("refuted", run)).isEmpty();
    assertThat(having("not-tried", run)).contains("disks-leave", "break-off");
    assertAsBefore(world, world());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldm add-vdsdev *",
        "vxassist -g datadg removetag *",
        "vxsnap -g datadg dis *",
        "vxedit -g datadg -rf rm datavol1*",
        "vxedit -g datadg -rf rm datavol2*"
      })
  void a_signal_between_its_takes_ends_it_before_the_next(String command) {
    World world = world().signalsInsteadOfCrashes().fault(Fault.on(command, Effect.CRASH_AFTER));

    CliRun run = qualify(world);

    assertThat(run).exitsWith(INTERRUPTED).hasNoDebts();
    assertThat(having("refuted", run)).isEmpty();
    assertThat(having("not-tried", run)).contains("disks-leave");
    assertThat(world.cvmsnap("runs", "--ldom", "ldom1").out().split(" take ", -1)).hasSize(2);
    recovered(world.noFaults());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxassist -g datadg make cvmsnap_trial*",
        "vxassist -g datadg settag cvmsnap_trial*",
        "ldm unbind ldom1"
      })
  void two_nodes_that_try_it_at_once_do_not_meet(String command) {
    List<CliRun> others = new ArrayList<>();
    World world = world().fault(Fault.on(command, Effect.CRASH_AFTER).host("sun-a"));
    world.doneInsteadOfCrashes(
        () ->
            others.add(
                world.on(
                    "sun-b", "qualify", "--ldom", "ldom3", "--mode", "stop", "--json", "--yes")));

    CliRun run = qualify(world);

    assertThat(others).singleElement().satisfies(other -> assertThat(other).exitsWith(DONE));
    assertThat(having("refuted", others.get(0))).isEmpty();
    assertThat(run).exitsWith(DONE);
    assertThat(having("refuted", run)).isEmpty();
    assertAsBefore(world, world());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vxassist -g datadg make cvmsnap_trial*", "ldm unbind ldom1"})
  void on_one_node_the_second_is_told_of_the_first(String command) {
    List<CliRun> others = new ArrayList<>();
    World world = world().fault(Fault.on(command, Effect.CRASH_AFTER));
    world.doneInsteadOfCrashes(
        () -> others.add(world.cvmsnap("qualify", "--ldom", "ldom2", "--yes")));

    CliRun run = qualify(world);

    assertThat(others)
        .singleElement()
        .satisfies(
            other ->
                assertThat(other)
                    .exitsWith(BUSY)
                    .says(
                        "The lock of qualify is held by process ", "cvmsnap qualify --ldom ldom1"));
    assertThat(run).exitsWith(DONE);
  }

  @Test
  void a_trial_that_a_process_is_at_is_not_recovered() {
    List<CliRun> others = new ArrayList<>();
    World world =
        world().fault(Fault.on("vxassist -g datadg make cvmsnap_trial*", Effect.CRASH_AFTER));
    world.doneInsteadOfCrashes(() -> others.add(world.cvmsnap("recover")));

    CliRun run = qualify(world);

    assertThat(others).singleElement().satisfies(other -> assertThat(other).exitsWith(BUSY));
    assertThat(run).exitsWith(DONE);
  }

  /** Whoever removes it by hand takes from the trial what it looks at. */
  @Test
  void what_the_node_that_made_it_does_not_show_refutes_nothing() {
    World world = world();
    world.fault(Fault.on("vxassist -g datadg make cvmsnap_trial*", Effect.CRASH_AFTER).nth(2));
    world.doneInsteadOfCrashes(
        () ->
            world.truth().volumes().stream()
                .map(SimTruth.Volume::name)
                .filter(name -> name.startsWith("cvmsnap_trial"))
                .forEach(name -> world.typed("sun-b", "vxedit -g datadg -rf rm " + name)));

    CliRun run = qualify(world);

    assertThat(having("refuted", run)).isEmpty();
    assertThat(having("not-tried", run))
        .containsExactlyInAnyOrder("record-seen", "record-removed", "comments", "tags");
    assertAsBefore(world, world());
  }

  /** In /proc nobody makes a directory. */
  @Test
  void where_the_state_cannot_be_kept_nothing_is_begun() {
    World world = world();

    assertThat(qualify(world, "--state-dir", "/proc/cvmsnap"))
        .exitsWith(REFUSED)
        .says("nothing was touched", "The state directory cannot be used");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void nothing_is_begun_before_a_trial_is_recovered_that_was_cut_short() {
    World world =
        world().fault(Fault.on("vxassist -g datadg make cvmsnap_trial*", Effect.CRASH_AFTER));
    assertThat(qualify(world)).crashed();
    int mutations = world.noFaults().mutations().size();

    assertThat(qualify(world)).exitsWith(REFUSED).says("was cut short", "cvmsnap recover --run");

    assertThat(world.mutations()).hasSize(mutations);
    recovered(world);
  }

  @Test
  void nothing_is_touched_without_consent() {
    World world = world();

    assertThat(world.cvmsnap("qualify", "--ldom", "ldom1"))
        .exitsWith(REFUSED)
        .says(
            "ldom1 is stopped, unbound, bound and started. Its disks of datadg/datavol1,"
                + " datadg/datavol2 are taken from it while it runs, and given back. Snapshots of",
            "name no guest that anybody needs",
            "Add --yes to consent beforehand.");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_guest_that_does_not_run_shows_nothing() {
    World world = World.builtIn();

    assertThat(world.cvmsnap("qualify", "--ldom", "ldom2", "--yes")).exitsWith(REFUSED);
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void one_mode_alone_leaves_the_other_untried() {
    World world = world();

    CliRun run = qualify(world, "datavol1", "--mode", "stop");

    assertThat(run).exitsWith(DONE);
    assertThat(having("not-tried", run))
        .containsExactlyInAnyOrder(
            "closed-after-removal", "disks-leave", "disks-return", "numbers-after-return");
    assertThat(world.mutations()).noneMatch(line -> line.endsWith("ldm rm-vdisk data ldom1"));
    assertThat(qualify(world, "--mode", "halt"))
        .exitsWith(USAGE)
        .says("--mode: 'halt' is not stop, detach or both");
  }

  @Test
  void a_run_that_does_not_begin_refutes_nothing_and_is_no_success() {
    World world = world();
    world.change(cluster -> cluster.hold("ldom1", 4711, "oracle", "dbw0", "/data"));

    CliRun run = qualify(world, "--mode", "stop");

    assertThat(run).exitsWith(FAILED).hasNoDebts().says("/data");
    assertThat(having("refuted", run)).isEmpty();
    assertThat(having("not-tried", run)).contains("closed-after-unbind", "break-off");
  }

  @Test
  void the_report_is_on_standard_output_and_in_its_file() throws IOException {
    World world = guest("closesAfterUnbindSeconds = 60");
    Path file = world.directory().resolve("site.txt");
    String[] words = {"qualify", "--ldom", "ldom1", "--yes", "--report", file.toString()};

    CliRun run = world.cvmsnap(words);

    assertThat(run)
        .exitsWith(FAILED)
        .prints(
            "1 refuted, 1 not tried, 19 confirmed",
            "REFUTED    closed-after-unbind: once the guest is unbound, VxVM shows the volume closed within 30 s",
            "seen: datadg/datavol1 is open on sun-a; datadg/datavol2 is open on sun-a",
            "so: no snapshot is made with --mode stop",
            "ldm unbind                   1     2.0 s");
    assertThat(Files.readString(file)).isEqualTo(run.out());

    assertThat(world.cvmsnap(words))
        .exitsWith(USAGE)
        .says("there is a file " + file + ", and no report is written over it");
    assertThat(Files.readString(file)).isEqualTo(run.out());
  }

  @Test
  void a_report_of_which_nothing_has_come_leaves_no_file() {
    World world = world();
    Path file = world.directory().resolve("site.txt");

    assertThat(world.cvmsnap("qualify", "--ldom", "ldom1", "--report", file.toString()))
        .exitsWith(REFUSED);

    assertThat(file).doesNotExist();
  }

  @Test
  void what_came_of_it_is_remembered_with_the_state() throws IOException {
    World world = world();

    assertThat(qualify(world)).exitsWith(DONE);

    assertThat(Files.readString(world.state().resolve("qualified.json")))
        .startsWith("{\"schema\":\"cvmsnap.qualified/1\",\"at\":\"2026-03-01T")
        .contains("\"node\":\"sun-a\",\"ldom\":\"ldom1\"", "\"break-off\":\"confirmed\"");
  }

  @Test
  void on_a_simulated_cluster_nobody_is_reminded_of_it() {
    World world = World.builtIn();

    CliRun run = world.cvmsnap("take", "datavol1", "--ldom", "ldom1");

    assertThat(run.err()).doesNotContain("qualify");
    assertThat(world.state().resolve("qualified.json")).doesNotExist();
  }

  /** There is no control domain on the machine of the tests, so that the take itself is refused. */
  @Test
  void who_takes_on_real_machines_is_reminded_once() {
    World world = World.builtIn();
    String state = world.directory().resolve("own").toString();
    String[] words = {
      "take", "datavol1", "--ldom", "ldom1", "--host", "local:", "--state-dir", state
    };

    assertThat(world.cvmsnap(words))
        .exitsWith(REFUSED)
        .says("mind: whether this site is as cvmsnap assumes was never tried (cvmsnap qualify,");
    assertThat(world.cvmsnap(words).err()).doesNotContain("qualify");
  }

  @Test
  void each_assumption_is_described_and_no_other() throws IOException {
    List<String> described =
        Files.readAllLines(Path.of("docs", "qualify.md")).stream()
            .filter(line -> line.matches("\\| `[a-z-]+` .*"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();

    assertThat(described)
        .containsExactlyElementsOf(Assumptions.ALL.stream().map(Assumption::id).toList());
  }

  @Test
  void what_a_trial_that_was_killed_leaves_is_told_to_be_of_one() {
    World world = world().fault(Fault.on("vxsnap -g datadg make *", Effect.CRASH_AFTER));
    assertThat(qualify(world)).crashed();
    world.noFaults();
    assertThat(world.cvmsnap("recover")).exitsWith(0);

    assertThat(world.cvmsnap("list", "--comment", "trial by qualify"))
        .exitsWith(0)
        .prints("datavol1_2");
  }
}
