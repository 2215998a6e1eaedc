package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Step;
import org.cvmsnap.sim.vxvm.Volumes.FileSystemEvent;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MountSnapshotTest {
  private static final PlacedFileSystem S0 = PlacedFileSystem.onSlice(0, "vxfs");
  private static final AskSnapshot.Reader READER =
      new AskSnapshot.Reader(Machine.guest(new GuestName("ldom1"), "ldom1"), 5);
  private static final MountSnapshot STEP = new MountSnapshot(SUN_A, SNAP1, S0, READER);
  private static final String MOUNT = "mount -F vxfs -o ro /dev/dsk/c0d5s0 /mnt";
  private static final Acts TWICE = ACTED.and(StepWorld.COMMAND, Attempt.answered(""));

  private final StepWorld world = OneSnapshot.instant();

  @BeforeEach
  void lent() {
    world
        .world()
        .change(cluster -> cluster.happen("datadg", "snap1", "s0", FileSystemEvent.UNMOUNTED));
    world.typed(
        "sun-a",
        "ldm add-vdsdev options=ro /dev/vx/dsk/datadg/snap1 snap1@primary-vds0",
        "ldm add-vdisk id=5 snap1 snap1@primary-vds0 ldom1");
  }

  private String look(Acts acts, String said) throws InterruptedException {
    return world.look(STEP, acts, having(said));
  }

  /** A run in which the file system has said that. */
  private static History having(String said) {
    return new History() {
      @Override
      public Optional<Instant> acted(Predicate<Step> which) {
        return Optional.empty();
      }

      @Override
      public <S extends Step> List<Ended<S>> ended(Class<S> kind) {
        AskSnapshot asked = new AskSnapshot(SUN_A, SNAP1, S0, Optional.of(READER), false);
        return List.of(new Ended<>(kind.cast(asked), Outcome.UNCHANGED, said));
      }
    };
  }

  @Test
  void it_is_mounted_to_read_only_and_unmounted_again() throws InterruptedException {
    assertThat(look(Acts.NONE, "clean: so it says"))
        .isEqualTo("owed it is not mounted: ldom1# " + MOUNT);

    world.typed("ldom1", MOUNT);
    assertThat(look(ACTED, "clean: so it says"))
        .isEqualTo("owed it is mounted: ldom1# umount /mnt");

    world.typed("ldom1", "umount /mnt");
    assertThat(look(TWICE, "clean: so it says"))
        .isEqualTo("reached clean: " + MOUNT + " works, and umount");
  }

  @Test
  void the_guest_itself_mounts_nothing_that_needs_checking_and_nothing_to_be_written() {
    String[] exec = {"sim", "exec", "ldom1", "--", "mount", "-F", "vxfs"};
    World site = world.world();

    assertThat(site.cvmsnap(with(exec, "/dev/dsk/c0d5s0", "/mnt")).err())
        .contains("Read-only file system");
    site.change(cluster -> cluster.happen("datadg", "snap1", "s0", FileSystemEvent.DROPPED));
    assertThat(site.cvmsnap(with(exec, "-o", "ro", "/dev/dsk/c0d5s0", "/mnt")).err())
        .contains("V-3-21268: /dev/dsk/c0d5s0 is corrupted. needs checking");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  @Test
  void one_that_is_not_clean_is_not_mounted() throws InterruptedException {
    assertThat(look(Acts.NONE, "dirty: so it says"))
        .isEqualTo("reached unchecked: it was not mounted");
  }

  @Test
  void one_that_cannot_be_mounted_proves_nothing() throws InterruptedException {
    Acts refused = Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("exit 32: needs checking"));
    Acts silent = Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("no answer"));

    assertThat(look(refused, "clean: so it says"))
        .isEqualTo("reached unchecked: it cannot be mounted: exit 32: needs checking");
    assertThat(look(silent, "clean: so it says")).isEqualTo("moving mount gives no answer");
  }

  @Test
  void where_something_else_is_mounted_it_is_not_tried() throws InterruptedException {
    world.typed("ldom1", "mount -F nfs filer:/export/tools /mnt");

    assertThat(look(Acts.NONE, "clean: so it says"))
        .isEqualTo("reached unchecked: filer:/export/tools is mounted at /mnt");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void a_mount_of_it_is_owed_to_no_guest() throws InterruptedException {
    world.typed("ldom1", MOUNT);

    assertThat(world.owed(STEP)).isEqualTo("owed it is mounted: ldom1# umount /mnt");
    assertThat(STEP.debt())
        .hasValue(Debt.ofRun("mounted", "s0 of datadg/snap1 has to be unmounted in ldom1"));
    assertThat(STEP.undoneOnFailure()).isTrue();
  }
}
