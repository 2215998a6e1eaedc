package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmCommandsTest {
  private static final GuestName LDOM1 = new GuestName("ldom1");

  @Test
  void stops_unbinds_binds_and_starts_in_the_forms_of_all_releases() {
    assertThat(LdmCommands.stop(LDOM1)).containsExactly("ldm", "stop", "ldom1");
    assertThat(LdmCommands.stopForced(LDOM1)).containsExactly("ldm", "stop", "-f", "ldom1");
    assertThat(LdmCommands.unbind(LDOM1)).containsExactly("ldm", "unbind", "ldom1");
    assertThat(LdmCommands.bind(LDOM1)).containsExactly("ldm", "bind", "ldom1");
    assertThat(LdmCommands.start(LDOM1)).containsExactly("ldm", "start", "ldom1");
  }

  @Test
  void exports_a_back_end_with_and_without_options() {
    String device = "/dev/vx/dsk/appdg/snap1";

    assertThat(
            LdmCommands.addVdsdev(
                new BackEnd("vds0", "snap1", List.of(), device, Optional.empty())))
        .containsExactly("ldm", "add-vdsdev", device, "snap1@vds0");
    assertThat(
            LdmCommands.addVdsdev(
                new BackEnd("vds0", "snap1", List.of("ro", "slice"), device, Optional.of("mp"))))
        .containsExactly(
            "ldm", "add-vdsdev", "options=ro,slice", "mpgroup=mp", device, "snap1@vds0");
    assertThat(LdmCommands.rmVdsdev("snap1", "vds0"))
        .containsExactly("ldm", "rm-vdsdev", "snap1@vds0");
  }

  @Test
  void gives_and_takes_a_virtual_disk() {
    assertThat(LdmCommands.addVdisk(OptionalInt.empty(), "snap", "snap1", "vds0", LDOM1))
        .containsExactly("ldm", "add-vdisk", "snap", "snap1@vds0", "ldom1");
    assertThat(LdmCommands.addVdisk(OptionalInt.of(9), "snap", "snap1", "vds0", LDOM1))
        .containsExactly("ldm", "add-vdisk", "id=9", "snap", "snap1@vds0", "ldom1");
    assertThat(LdmCommands.addVdisk(disk(OptionalInt.empty(), OptionalInt.empty())))
        .containsExactly("ldm", "add-vdisk", "snap", "snap1@vds0", "ldom1");
    assertThat(LdmCommands.addVdisk(disk(OptionalInt.of(9), OptionalInt.of(30))))
        .containsExactly("ldm", "add-vdisk", "timeout=30", "id=9", "snap", "snap1@vds0", "ldom1");
    assertThat(LdmCommands.rmVdisk("snap", LDOM1))
        .containsExactly("ldm", "rm-vdisk", "snap", "ldom1");
  }

  private static VirtualDisk disk(OptionalInt id, OptionalInt timeout) {
    return new VirtualDisk(
        LDOM1, "snap", "snap1", "vds0", Optional.empty(), id, timeout, Optional.empty());
  }
}
