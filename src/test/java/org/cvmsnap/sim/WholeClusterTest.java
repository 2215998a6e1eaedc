package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domains, guests and storage together, as the product ships them. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WholeClusterTest {
  private static final String MAKE =
      "vxsnap -g datadg make source=datavol1/newvol=datavol1_snap/nmirror=1";

  private final Console console = new Console(Scenario.builtIn().cluster());

  private void mirror() {
    console.ok("sun-a", "vxsnap -g datadg addmir datavol1");
  }

  private SimTruth.Snapshot snapshot() {
    List<SimTruth.Snapshot> snapshots = console.cluster().truth().snapshots();
    assertThat(snapshots).hasSize(1);
    return snapshots.get(0);
  }

  @Test
  void the_procedure_typed_by_hand_makes_a_clean_snapshot() {
    mirror();
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm unbind ldom1");
    console.ok("sun-a", MAKE);
    console.ok("sun-a", "ldm bind ldom1");
    console.ok("sun-a", "ldm start ldom1");
    console.cluster().advance(Duration.ofSeconds(90));
    console.ok("ldom1", "mount /data");

    assertThat(snapshot().content()).isEqualTo("clean");
    assertThat(snapshot().source()).isEqualTo("datavol1");
    assertThat(console.guest("ldom1").mountPoints()).containsExactly("/", "/logs", "/data");
  }

  @Test
  void a_disk_taken_from_a_guest_that_runs_makes_its_snapshot_clean() {
    mirror();
    console.ok("ldom1", "umount /data");
    assertThat(opened()).isEqualTo("on\n");
    console.ok("sun-a", "ldm rm-vdisk data ldom1");
    assertThat(opened()).isEqualTo("off\n");
    console.ok("sun-a", MAKE);
    console.ok("sun-a", "ldm add-vdisk id=2 data ldom1-data@primary-vds0 ldom1");
    assertThat(opened()).isEqualTo("on\n");
    console.ok("ldom1", "mount /data");

    assertThat(snapshot().content()).isEqualTo("clean");
    assertThat(console.guest("ldom1").boots()).isZero();
  }

  private String opened() {
    return console.ok("sun-a", "vxprint -g datadg -v -F %devopen datavol1");
  }

  @Test
  void a_snapshot_of_a_volume_that_is_not_mounted_but_open_is_not_clean() {
    mirror();
    console.ok("ldom1", "umount /data");
    console.ok("sun-a", MAKE);

    assertThat(snapshot().content()).isEqualTo("crash-consistent");
  }

  @Test
  void a_file_system_that_was_not_unmounted_in_order_is_not_clean_however_closed_its_volume_is() {
    mirror();
    console.ok("sun-a", "ldm stop -f ldom1");
    console.ok("sun-a", "ldm start ldom1");
    console.cluster().advance(Duration.ofMinutes(2));
    console.ok("sun-a", "ldm rm-vdisk data ldom1");
    console.ok("sun-a", MAKE);

    assertThat(snapshot().content()).isEqualTo("crash-consistent");
  }

  @Test
  void an_exclusive_volume_does_not_come_back_while_another_node_has_it() {
    Console vcs = new Console(Scenario.named("vcs").cluster());
    vcs.ok("sun-a", "hagrp -freeze ldom1_sg");
    vcs.ok("ldom1", "umount /data");
    vcs.ok("sun-a", "ldm rm-vdisk data ldom1");
    vcs.ok("sun-a", "vxvol -g datadg set exclusive=on datavol1");
    vcs.ok("sun-b", "ldm bind ldom1");
    String back = "ldm add-vdisk id=2 data ldom1-data@primary-vds0 ldom1";

    assertThat(vcs.answer("sun-a", back).err()).contains("Device busy");
    assertThat(vcs.guest("ldom1").disks()).extracting(SimTruth.Disk::name).doesNotContain("data");

    vcs.ok("sun-b", "ldm unbind ldom1");
    vcs.ok("sun-a", back);
  }

  @Test
  void a_snapshot_under_a_mounted_file_system_is_not_clean() {
    mirror();
    console.ok("sun-a", MAKE);

    assertThat(snapshot().content()).isNotEqualTo("clean");
  }

  @Test
  void a_snapshot_after_an_abrupt_stop_is_not_clean() {
    mirror();
    console.ok("sun-a", "ldm stop -f ldom1");
    console.ok("sun-a", "ldm unbind ldom1");
    console.ok("sun-a", MAKE);

    assertThat(snapshot().content()).isEqualTo("crash-consistent");
  }

  @Test
  void an_exclusive_volume_is_open_on_one_node_at_a_time_whichever_comes_first() {
    Console vcs = new Console(Scenario.named("vcs").cluster());
    vcs.ok("sun-a", "hagrp -freeze ldom1_sg");
    vcs.ok("sun-a", "ldm stop ldom1");
    vcs.ok("sun-a", "ldm unbind ldom1");
    vcs.ok("sun-a", "vxvol -g datadg set exclusive=on datavol1");

    vcs.ok("sun-b", "ldm bind ldom1");

    assertThat(vcs.run("sun-a", "ldm bind ldom1").toString()).contains("Device busy");
    vcs.ok("sun-b", "ldm unbind ldom1");
    vcs.ok("sun-a", "ldm bind ldom1");
  }

  @Test
  void attaching_a_mirror_takes_the_time_of_copying() {
    mirror();

    assertThat(console.cluster().elapsed())
        .isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
  }

  @Test
  void the_storage_is_part_of_a_copy() {
    mirror();
    console.ok("sun-a", MAKE);

    SimCluster copy = console.cluster().copy();

    assertThat(copy.truth()).isEqualTo(console.cluster().truth());
    assertThat(copy.toJson()).isEqualTo(console.cluster().toJson());
  }

  @Test
  void another_process_finds_the_storage_as_it_was_left(@TempDir Path directory) {
    SimStore one = SimStore.directory(directory, () -> Scenario.builtIn().cluster());
    one.with(
        cluster ->
            cluster.run(
                "sun-a",
                List.of("vxsnap", "-g", "datadg", "addmir", "datavol1"),
                Duration.ofHours(1)));

    SimStore other = SimStore.directory(directory, () -> Scenario.builtIn().cluster());

    assertThat(other.<SimTruth>with(SimCluster::truth)).isEqualTo(one.with(SimCluster::truth));
    assertThat(other.<Object>with(SimCluster::toJson)).isEqualTo(one.with(SimCluster::toJson));
  }

  @Test
  void a_make_that_is_given_up_ends_in_a_copy_as_it_would_have() {
    mirror();
    CommandResult result = console.run("sun-a", MAKE, Duration.ofMillis(100));
    assertThat(result).isInstanceOf(CommandResult.Unknown.class);
    SimCluster copy = console.cluster().copy();

    copy.advance(Duration.ofMinutes(1));
    console.cluster().advance(Duration.ofMinutes(1));

    assertThat(copy.truth()).isEqualTo(console.cluster().truth());
    assertThat(copy.truth().snapshots()).hasSize(1);
  }

  @Test
  void the_master_can_be_moved() {
    console.ok("sun-a", "/etc/vx/bin/vxclustadm setmaster sun-b");
    console.cluster().advance(Duration.ofMinutes(1));

    assertThat(console.cluster().truth().nodes())
        .containsExactly(new SimTruth.Node("sun-a", "slave"), new SimTruth.Node("sun-b", "master"));
  }

  @Test
  void a_stopped_volume_keeps_its_guest_from_booting() {
    console.ok("sun-a", "ldm stop ldom1");
    console.ok("sun-a", "ldm unbind ldom1");
    console.ok("sun-a", "vxvol -g datadg stop datavol2");
    console.ok("sun-a", "ldm bind ldom1");
    console.ok("sun-a", "ldm start ldom1");
    console.cluster().advance(Duration.ofMinutes(20));
    assertThat(console.guest("ldom1").os()).isEqualTo("booting");

    console.ok("sun-a", "vxvol -g datadg start datavol2");
    console.cluster().advance(Duration.ofMinutes(1));

    assertThat(console.guest("ldom1").os()).isEqualTo("running");
  }

  @Test
  void commands_and_copies_are_cheap() {
    for (int i = 0; i < 1000; i++) {
      console.run("sun-a", "ldm list -p ldom1");
      console.run("sun-a", "vxprint -g datadg -v");
      console.cluster().copy();
    }
    long begin = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      console.run("sun-a", "ldm list -p ldom1");
    }
    Duration command = Duration.ofNanos((System.nanoTime() - begin) / 1000);
    begin = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      console.cluster().copy();
    }
    Duration copy = Duration.ofNanos((System.nanoTime() - begin) / 1000);

    assertThat(command).as("command").isLessThan(Duration.ofMillis(1));
    assertThat(copy).as("copy").isLessThan(Duration.ofMillis(10));
  }

  @Test
  void every_program_that_is_there_answers() {
    Console vcs = new Console(Scenario.named("vcs").cluster());

    assertThat(vcs.cluster().programs()).contains("vxdisk", "hasys", "gabconfig", "ldm");
    for (String program : vcs.cluster().programs()) {
      assertThat(vcs.answer("sun-a", program + " -nosuch").exit()).as(program).isNotEqualTo(127);
    }
    for (String program : List.of("vxstat", "vxmend", "vxmirror")) {
      assertThat(vcs.answer("sun-a", program).exit()).as(program).isEqualTo(127);
    }
  }

  @Test
  void a_group_is_deported_when_no_guest_has_a_volume_of_it() {
    Console spare =
        new Console(
            Scenario.of(
                    Console.text("builtin") + "\n[[disk]]\ndevice = \"c2t9d0s2\"\n", "with a disk")
                .cluster());
    assertThat(spare.answer("sun-a", "vxdg deport datadg").err()).contains("V-5-1-584");
    spare.ok("sun-a", "ldm stop ldom1");
    spare.ok("sun-a", "ldm unbind ldom1");
    spare.ok("sun-b", "ldm stop ldom3");
    spare.ok("sun-b", "ldm unbind ldom3");

    spare.ok("sun-a", "vxdg deport datadg");

    assertThat(spare.ok("sun-b", "vxdg list")).doesNotContain("datadg");
    assertThat(spare.ok("sun-a", "vxdisk -o alldgs list")).contains("(datadg)", "c2t9d0s2");
    spare.ok("sun-a", "ldm bind ldom1");
    spare.ok("sun-a", "ldm start ldom1");
    spare.cluster().advance(Duration.ofHours(1));
    assertThat(spare.guest("ldom1").os()).isEqualTo("booting");

    spare.ok("sun-a", "vxdg -s import datadg");
    spare.cluster().advance(Duration.ofMinutes(3));

    assertThat(spare.guest("ldom1").os()).isEqualTo("running");
  }
}
