package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AskSnapshotTest {
  private static final PlacedFileSystem S0 = PlacedFileSystem.onSlice(0, "vxfs");
  private static final PlacedFileSystem S3 = PlacedFileSystem.onSlice(3, "ufs");
  private static final String ASKED = "fsck -F vxfs -m /dev/rdsk/c0d5s0 says that ";

  /** ldom1 has unmounted the source in order before its snapshot was made. */
  private final StepWorld world = unmounted();

  private static StepWorld unmounted() {
    StepWorld world = StepWorld.builtIn().typed("ldom1", "umount /data");
    return world.typed(
        "sun-a",
        "vxsnap -g datadg addmir datavol1",
        "vxsnap -g datadg make source=datavol1/newvol=snap1/nmirror=1");
  }

  private StepWorld lent() {
    return world.typed(
        "sun-a",
        "ldm add-vdsdev options=ro /dev/vx/dsk/datadg/snap1 snap1@primary-vds0",
        "ldm add-vdisk id=5 snap1 snap1@primary-vds0 ldom1");
  }

  private static AskSnapshot asking(PlacedFileSystem fileSystem, boolean full) {
    return new AskSnapshot(
        SUN_A, SNAP1, fileSystem, Optional.of(new AskSnapshot.Reader(OS, 5)), full);
  }

  private void happened(FileSystemEvent event) {
    world.world().change(cluster -> cluster.happen("datadg", "snap1", "s0", event));
  }

  @Test
  void a_slice_is_awaited_and_then_says_how_it_is() throws InterruptedException {
    assertThat(world.look(asking(S0, false))).isEqualTo("moving ldom1 does not see it yet");

    lent();
    assertThat(world.look(asking(S0, false))).isEqualTo("reached clean: " + ASKED + "it is clean");

    happened(FileSystemEvent.DROPPED);
    assertThat(world.look(asking(S0, true)))
        .isEqualTo("reached dirty: " + ASKED + "it needs checking");
  }

  @Test
  void one_that_says_that_it_is_clean_has_its_structure_read_where_that_is_wanted()
      throws InterruptedException {
    lent();
    String reading = "fsck -F vxfs -n -o full /dev/rdsk/c0d5s0 ";
    assertThat(world.look(asking(S0, true)))
        .isEqualTo("reached clean: " + reading + "finds nothing wrong");

    happened(FileSystemEvent.DAMAGED);
    assertThat(world.look(asking(S0, false))).startsWith("reached clean: ");
    assertThat(world.look(asking(S0, true)))
        .isEqualTo("reached dirty: " + reading + "finds it damaged");
  }

  @Test
  void without_an_answer_it_is_not_known() throws InterruptedException {
    lent();
    world.world().fault(Fault.on("fsck * -m *", Effect.HANG));
    assertThat(world.look(asking(S0, false))).startsWith("reached unchecked: 'fsck -F vxfs -m");

    world.world().noFaults().fault(Fault.on("fsck * -n *", Effect.FAIL));
    assertThat(world.look(asking(S0, true))).startsWith("reached unchecked: 'fsck -F vxfs -n");
  }

  @Test
  void one_that_the_guest_has_mounted_proves_nothing() throws InterruptedException {
    lent();
    world.typed("ldom1", "mount -F vxfs -o ro /dev/dsk/c0d5s0 /mnt");

    assertThat(world.look(asking(S0, false)))
        .isEqualTo("reached unchecked: " + ASKED + "it is mounted");
  }

  @Test
  void a_whole_one_is_asked_in_the_control_domain_while_nobody_has_it()
      throws InterruptedException {
    AskSnapshot step =
        new AskSnapshot(SUN_A, SNAP1, PlacedFileSystem.all("vxfs"), Optional.empty(), false);
    assertThat(world.look(step))
        .startsWith("reached unchecked: 'fsck -F vxfs -m /dev/vx/rdsk/datadg/snap1' ended with 36");

    lent();
    assertThat(world.look(step))
        .startsWith("blocked it is open on sun-a, and is exported to ldom1");
  }

  private static History.Ended<AskSnapshot> answer(
      PlacedFileSystem of, Outcome outcome, String why) {
    return new History.Ended<>(asking(of, false), outcome, why);
  }

  private static Optional<Proof> proof(List<History.Ended<AskSnapshot>> answers) {
    return AskSnapshot.proof(Proof.CLEAN_BEFORE, List.of(S0, S3), answers, List.of());
  }

  @Test
  void all_have_to_answer_for_a_clean_one_and_one_is_enough_for_a_dirty_one() {
    History.Ended<AskSnapshot> clean = answer(S0, Outcome.UNCHANGED, "clean: it says so");
    History.Ended<AskSnapshot> other = answer(S3, Outcome.UNCHANGED, "clean: it says so");
    History.Ended<AskSnapshot> dirty = answer(S3, Outcome.UNCHANGED, "dirty: it says so");
    History.Ended<AskSnapshot> silent = answer(S3, Outcome.UNCHANGED, "unchecked: no answer");
    History.Ended<AskSnapshot> failed = answer(S3, Outcome.FAILED, "clean: it says so");

    assertThat(proof(List.of(clean, other))).hasValue(Proof.CLEAN);
    assertThat(proof(List.of(clean, dirty))).hasValue(Proof.DIRTY);
    assertThat(proof(List.of(clean))).isEmpty();
    assertThat(proof(List.of(clean, silent))).isEmpty();
    assertThat(proof(List.of(clean, failed))).isEmpty();
    assertThat(proof(List.of())).isEmpty();
    assertThat(AskSnapshot.proof(Proof.UNCHECKED, List.of(), List.of(), List.of())).isEmpty();
    assertThat(AskSnapshot.said(silent)).isEqualTo("no answer");
    assertThat(AskSnapshot.said(failed)).isEqualTo("clean: it says so");
  }

  @Test
  void only_its_own_answer_makes_a_file_system_clean() {
    List<History.Ended<AskSnapshot>> answers =
        List.of(answer(S0, Outcome.UNCHANGED, "clean: it says so"));

    assertThat(AskSnapshot.clean(S0, answers)).isTrue();
    assertThat(AskSnapshot.clean(S3, answers)).isFalse();
    assertThat(AskSnapshot.clean(S0, List.of(answer(S0, Outcome.UNCHANGED, "dirty: it says so"))))
        .isFalse();
  }

  @Test
  void it_only_looks() {
    assertThat(asking(S0, false).onlyLooks()).isTrue();
  }
}
