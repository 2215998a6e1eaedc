package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.HOUSEKEEPING;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A snapshot itself says how clean it is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VerifyTest {
  private static final World TAKEN = taken(helped());

  private final World world = TAKEN.copy();

  /** The built-in world, in which ldom2 runs on the first node, too. */
  private static World helped(String... pairs) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "name = \"ldom2\"\nstate = \"inactive\"", "name = \"ldom2\"\nstate = \"active\""));
    all.addAll(List.of(pairs));
    return World.changed(all.toArray(String[]::new));
  }

  /** The same, but the guest has the volume as one slice. */
  private static World whole() {
    return taken(
        helped(
            "device = \"/dev/vx/dsk/datadg/datavol1\"",
            "device = \"/dev/vx/dsk/datadg/datavol1\"\noptions = \"slice\""));
  }

  private static World taken(World world) {
    assertThat(take(world, "one")).exitsWith(DONE);
    return world;
  }

  private static CliRun take(World world, String name) {
    return world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", name);
  }

  private static CliRun verify(World world, String... words) {
    return world.cvmsnap(
        Stream.concat(Stream.of("verify"), Stream.of(words)).toArray(String[]::new));
  }

  private CliRun verify() {
    return verify(world, "one", "--on", "ldom2");
  }

  /** Something has happened to the file system on a snapshot. */
  private static World happened(World world, String snapshot, String place, FileSystemEvent event) {
    return world.change(cluster -> cluster.happen("datadg", snapshot, place, event));
  }

  /** The disks of all domains and all that is exported, and the records of the disk group. */
  private static List<String> surroundings(World world) {
    List<String> all = new ArrayList<>(KindWorld.records(world));
    all.add(KindWorld.ask(world, "ldm list -o disk -p"));
    all.add(KindWorld.ask(world, "ldm list-services -p"));
    return all;
  }

  private static String proof(World world, String snapshot) {
    return KindWorld.list(world).stream()
        .filter(row -> snapshot.equals(row.get("name")))
        .map(row -> String.valueOf(row.get("proof")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_clean_one_says_so_in_a_helper_that_gives_it_back() {
    List<String> before = surroundings(world);

    CliRun run = verify();

    assertThat(run).exitsWith(DONE).hasNoDebts().prints("datadg/one: clean (s0 vxfs)");
    assertThat(proof(world, "one")).isEqualTo("clean");
    assertThat(surroundings(world)).isEqualTo(before);
    assertThat(world.mutations())
        .anyMatch(line -> line.contains("ldm add-vdsdev options=ro"))
        .noneMatch(line -> line.startsWith("ldom2#"));
  }

  @Test
  void it_is_taken_away_before_it_is_marked() {
    verify();

    List<String> commands =
        world.mutations().stream()
            .filter(line -> line.matches(".*(vdisk|vdsdev|cvmsnap.proof).*"))
            .map(
                line ->
                    line.replaceAll(" .*", "").isEmpty()
                        ? line
                        : line.split(" ", -1)[1] + " " + line.split(" ", -1)[2])
            .toList();
    assertThat(commands)
        .endsWith(
            "ldm add-vdsdev",
            "ldm add-vdisk",
            "ldm rm-vdisk",
            "ldm rm-vdsdev",
            "vxassist -g",
            "vxassist -g");
  }

  @Test
  void a_dirty_one_is_named_with_what_it_said() {
    happened(world, "one", "s0", FileSystemEvent.DROPPED);

    assertThat(verify())
        .exitsWith(FAILED)
        .hasNoDebts()
        .prints(
            "datadg/one: dirty (s0 vxfs: fsck -F vxfs -m /dev/rdsk/c0d1s0 says that it needs checking)")
        .says("no guest was touched");
    assertThat(proof(world, "one")).isEqualTo("dirty");
  }

  @Test
  void a_damaged_one_that_says_it_is_clean_is_found_only_by_its_structure() {
    assertThat(world.cvmsnap("sim", "damage", "datadg/one", "s0")).exitsWith(DONE);
    assertThat(world.cvmsnap("sim", "damage", "datadg/one", "s7")).exitsWith(USAGE);

    assertThat(verify()).exitsWith(DONE).prints("datadg/one: clean");
    assertThat(verify(world, "one", "--on", "ldom2", "--full"))
        .exitsWith(FAILED)
        .hasNoDebts()
        .prints(
            "datadg/one: dirty (s0 vxfs: fsck -F vxfs -n -o full /dev/rdsk/c0d1s0 finds it damaged");
    assertThat(proof(world, "one")).isEqualTo("dirty");

    // What does not see the damage does not refute it.
    assertThat(verify())
        .exitsWith(FAILED)
        .prints("datadg/one: still dirty (s0 vxfs)")
        .says(
            "it was found dirty before, which only another look at all of its structure (--full)");
    assertThat(proof(world, "one")).isEqualTo("dirty");
  }

  @Test
  void a_whole_one_with_all_of_its_structure_is_clean() {
    assertThat(verify(world, "one", "--on", "ldom2", "--full")).exitsWith(DONE);

    assertThat(proof(world, "one")).isEqualTo("clean");
  }

  @Test
  void a_clean_one_is_mounted_to_read_only_in_the_helper_and_nothing_of_it_is_left() {
    List<String> before = surroundings(world);

    assertThat(verify(world, "one", "--on", "ldom2", "--mount"))
        .exitsWith(DONE)
        .hasNoDebts()
        .prints("datadg/one: clean (s0 vxfs)");

    assertThat(surroundings(world)).isEqualTo(before);
    assertThat(world.mutations())
        .anyMatch(line -> line.contains("mount -F vxfs -o ro /dev/dsk/c0d1s0 /mnt"));
    assertThat(world.cvmsnap("sim", "exec", "ldom2", "--", "cat", "/etc/mnttab").out())
        .doesNotContain("/mnt\t");
  }

  @Test
  void one_that_cannot_be_mounted_keeps_its_mark_and_a_whole_one_is_not_mounted_at_all() {
    world.fault(Fault.on("mount -F vxfs -o ro *", Effect.FAIL));

    assertThat(verify(world, "one", "--on", "ldom2", "--mount"))
        .exitsWith(FAILED)
        .hasNoDebts()
        .prints("datadg/one: still clean-before (s0 vxfs: fsck", "it cannot be mounted");
    assertThat(verify(whole(), "one", "--mount")).exitsWith(REFUSED).says("only a control domain");
  }

  @Test
  void one_that_a_guest_may_have_written_to_is_not_proven_any_more() {
    assertThat(world.cvmsnap("export", "one", "--ldom", "ldom2", "--read-only")).exitsWith(DONE);
    assertThat(proof(world, "one")).isEqualTo("clean-before");
    assertThat(world.cvmsnap("unexport", "one", "--ldom", "ldom2")).exitsWith(DONE);

    assertThat(world.cvmsnap("export", "one", "--ldom", "ldom2")).exitsWith(DONE);
    assertThat(world.cvmsnap("unexport", "one", "--ldom", "ldom2")).exitsWith(DONE);
    assertThat(proof(world, "one")).isEqualTo("unchecked");

    assertThat(verify()).exitsWith(DONE);
    assertThat(proof(world, "one")).isEqualTo("clean");
  }

  @Test
  void one_that_is_a_whole_file_system_is_asked_in_the_control_domain() {
    World whole = whole();

    assertThat(verify(whole, "one", "--full"))
        .exitsWith(DONE)
        .prints("datadg/one: clean (all vxfs)");
    assertThat(proof(whole, "one")).isEqualTo("clean");
    assertThat(whole.mutations()).noneMatch(line -> line.contains("ldm add-"));

    happened(whole, "one", "", FileSystemEvent.DROPPED);
    assertThat(verify(whole, "one"))
        .exitsWith(FAILED)
        .prints("fsck -F vxfs -m /dev/vx/rdsk/datadg/one says that it needs checking");
    assertThat(proof(whole, "one")).isEqualTo("dirty");
  }

  @Test
  void one_that_somebody_has_is_not_asked() {
    World whole = whole();
    whole.cvmsnap("export", "one", "--ldom", "ldom2");

    assertThat(verify(whole, "one")).exitsWith(REFUSED).says("ldom2").printsNothing();
  }

  @Test
  void without_a_helper_a_disk_with_slices_is_refused() {
    int before = world.mutations().size();

    assertThat(verify(world, "one")).exitsWith(REFUSED).says("--on LDOM").printsNothing();
    assertThat(world.mutations()).hasSize(before);
  }

  @Test
  void a_helper_that_has_the_source_or_does_not_run_or_cannot_be_asked_is_refused() {
    World inactive = taken(World.builtIn());
    int before = world.mutations().size();

    assertThat(verify(world, "one", "--on", "ldom1"))
        .exitsWith(REFUSED)
        .says("ldom1 has datadg/datavol1 as disk data", "same identity");
    assertThat(verify(inactive, "one", "--on", "ldom2"))
        .exitsWith(REFUSED)
        .says("ldom2 is inactive");
    assertThat(verify(world, "one", "--on", "ldom2", "--guest-ssh", "nowhere"))
        .exitsWith(REFUSED)
        .says("ldom2 cannot be asked");
    assertThat(world.mutations()).hasSize(before);
  }

  @Test
  void a_helper_without_the_program_proves_nothing() {
    World blind = taken(helped("name = \"ldom2\"", "name = \"ldom2\"\nfsck = false"));

    assertThat(verify(blind, "one", "--on", "ldom2"))
        .exitsWith(FAILED)
        .hasNoDebts()
        .prints("datadg/one: still clean-before (s0 vxfs: 'fsck");
    assertThat(proof(blind, "one")).isEqualTo("clean-before");
  }

  @Test
  void one_of_which_nothing_is_told_cannot_be_asked_and_stays_as_it_was() {
    world.typed("sun-a", "ldm stop -f ldom1");
    take(world, "crashed");
    int before = world.mutations().size();

    assertThat(verify(world, "crashed", "--on", "ldom2"))
        .exitsWith(FAILED)
        .prints("datadg/crashed: still unchecked (not asked)")
        .says("datadg/crashed: it cannot be asked: its tags do not tell");
    assertThat(world.mutations()).hasSize(before);
  }

  @Test
  void what_lies_within_a_pool_cannot_be_asked() {
    world
        .typed("sun-a", "vxassist -g datadg removetag one cvmsnap.filesystems")
        .typed("sun-a", "vxassist -g datadg settag one cvmsnap.filesystems=layer=zfs");

    assertThat(verify())
        .exitsWith(FAILED)
        .says("not all that is on it is a file system of its own: layer=zfs");
    assertThat(proof(world, "one")).isEqualTo("clean-before");
  }

  @Test
  void what_a_program_has_there_without_a_file_system_cannot_be_asked() {
    World raw = World.of(World.text("asm"));
    assertThat(
            raw.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "one", "--no-file-system"))
        .exitsWith(DONE);

    assertThat(verify(raw, "one")).exitsWith(FAILED).says("a file system of its own: layer=raw");
    assertThat(proof(raw, "one")).isEqualTo("unchecked");
  }

  @Test
  void two_of_one_volume_are_asked_one_after_the_other() {
    take(world, "two");
    happened(world, "one", "s0", FileSystemEvent.DROPPED);

    assertThat(verify(world, "one", "two", "--on", "ldom2"))
        .exitsWith(FAILED)
        .hasNoDebts()
        .prints("datadg/one: dirty (s0 vxfs:", "datadg/two: clean (s0 vxfs)");
    assertThat(proof(world, "two")).isEqualTo("clean");
  }

  @Test
  void its_document_tells_of_each_file_system() {
    CliRun run = verify(world, "one", "--on", "ldom2", "--json");

    assertThat(run)
        .exitsWith(DONE)
        .prints(
            "\"schema\":\"cvmsnap.verify/1\"",
            "\"name\":\"one\",\"group\":\"datadg\",\"proof\":\"clean\",\"answered\":true",
            "{\"where\":\"s0\",\"type\":\"vxfs\",\"proof\":\"clean\",\"said\":\"fsck -F vxfs -m /dev/rdsk/c0d1s0 says that it is clean\"}");
  }

  @Test
  void a_dry_run_prints_what_is_then_run() {
    List<String> dry = verify(world, "one", "--on", "ldom2", "--dry-run").lines();
    int before = world.mutations().size();

    verify();

    assertThat(world.mutations().subList(before, world.mutations().size()))
        .map(line -> line.replaceAll("comment=\\S+", ""))
        .isEqualTo(dry.stream().map(line -> line.replaceAll("comment=\\S+", "")).toList());
  }

  @Test
  void a_helper_that_keeps_the_disk_is_told_of_and_freed_later() {
    List<String> before = surroundings(world);
    world.fault(Fault.on("ldm rm-vdisk *", Effect.FAIL).times(0));

    CliRun run = verify();
    assertThat(run)
        .exitsWith(HOUSEKEEPING)
        .says("no guest was touched", "left undone", "cvmsnap recover --run")
        .prints("datadg/one: clean (s0 vxfs)");
    assertThat(run.err()).doesNotContain("DOWN");
    assertThat(world.cvmsnap("recover")).exitsWith(HOUSEKEEPING);

    assertThat(world.noFaults().cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    assertThat(surroundings(world)).isEqualTo(before);
    assertThat(proof(world, "one")).isEqualTo("clean");
  }

  @TestFactory
  Stream<DynamicTest> killed_at_any_command_it_leaves_nothing_that_recover_does_not_take_away() {
    World free = TAKEN.copy();
    int before = free.log().size();
    verify(free, "one", "--on", "ldom2");
    List<String> globs = KindWorld.globs(free.log().subList(before, free.log().size()));
    assertThat(globs).hasSizeGreaterThan(7);
    return Stream.of(Effect.CRASH_BEFORE, Effect.CRASH_AFTER, Effect.HANG_LATE, Effect.FAIL_LATE)
        .flatMap(
            effect ->
                globs.stream()
                    .map(
                        glob ->
                            DynamicTest.dynamicTest(
                                effect.word() + " at " + glob, () -> check(glob, effect))));
  }

  private static void check(String glob, Effect effect) {
    World world = TAKEN.copy();
    List<String> before = surroundings(world);
    world.fault(Fault.on(glob, effect));

    CliRun run = verify(world, "one", "--on", "ldom2");
    assertAllFired(world);
    world.noFaults();
    if (run.exit() != 0) {
      assertThat(world.cvmsnap("recover")).exitsWith(DONE).hasNoDebts();
    }

    assertThat(surroundings(world)).as("%s", run).isEqualTo(before);
    assertThat(proof(world, "one")).as("%s", run).isIn("clean", "clean-before", "unchecked");
    assertThat(world.guest("ldom2")).isActive();
    assertThat(verify(world, "one", "--on", "ldom2")).exitsWith(DONE);
  }
}
