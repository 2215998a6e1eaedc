package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that become longer, or get another mirror. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxGrowTest {
  private final VxCell cell = VxCell.usual();

  private String length(String volume) {
    return cell.ok("vxprint -g appdg -v -F %len " + volume);
  }

  @Test
  void a_volume_grows_by_a_length_or_to_it_in_all_its_mirrors() {
    cell.ok("vxassist -g appdg growby plain1 24m");
    assertThat(length("plain1")).isEqualTo("2097152\n");

    cell.ok("vxassist -g appdg growto data2 3g");
    assertThat(length("data2")).isEqualTo("6291456\n");
    assertThat(cell.ok("vxprint -g appdg -p -F %name:%len:%sd_num data2-01 data2-02"))
        .isEqualTo("data2-01:6291456:2\ndata2-02:6291456:2\n");
  }

  @Test
  void what_it_grew_by_is_no_longer_free() {
    String before = cell.ok("vxdg -g appdg free");
    cell.ok("vxassist -g appdg growby plain1 1g appdg04");

    assertThat(cell.ok("vxdg -g appdg free")).isNotEqualTo(before);
    assertThat(cell.ok("vxprint -g appdg -ht plain1")).contains("appdg04-01");
  }

  @Test
  void a_volume_does_not_grow_beyond_the_space_that_there_is() {
    assertThat(cell.run("vxassist -g appdg growto data1 100g").err())
        .contains("V-5-1-436", "Cannot allocate space to grow volume to 209715200 blocks");
    assertThat(length("data1")).isEqualTo("4096000\n");
  }

  @Test
  void a_volume_gets_another_mirror_that_is_complete_when_the_command_ends() {
    cell.ok("vxassist -g appdg mirror plain1 appdg03");

    assertThat(cell.ok("vxprint -g appdg -p -F %name:%state plain1-02"))
        .isEqualTo("plain1-02:ACTIVE\n");
  }

  @Test
  void in_the_background_a_mirror_is_write_only_at_first() {
    cell.ok("vxassist -g appdg -b mirror plain1");

    assertThat(cell.ok("vxprint -g appdg -p -F %name:%state:%mode plain1-02"))
        .isEqualTo("plain1-02:TEMPRMSD:WO\n");
    assertThat(cell.ok("vxtask list")).contains("PLXATT/R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vxassist -g appdg growto plain1 1m",
        "vxassist -g appdg growby layers1 1m",
        "vxassist -g appdg growby nosuch 1m",
        "vxassist -g appdg growby plain1 1m nosuch",
        "vxassist -g appdg growby plain1 1m ncol=2",
        "vxassist -g appdg growby plain1",
        "vxassist -g appdg mirror layers1",
        "vxassist -g appdg mirror",
        "vxassist -g appdg make new1 10m ncol=2",
      })
  void what_cannot_be_done_fails_and_changes_nothing(String line) {
    String before = cell.ok("vxprint -ht");

    assertThat(cell.run(line).exit()).as(line).isNotZero();

    assertThat(cell.ok("vxprint -ht")).isEqualTo(before);
  }

  @Test
  void a_volume_with_a_mirror_to_be_broken_off_does_not_grow_here() {
    cell.ok("vxsnap -g appdg addmir data1");

    assertThat(cell.run("vxassist -g appdg growby data1 1m").err()).contains("is not simulated");
  }

  @Test
  void a_volume_outgrows_its_snapshot_which_is_given_back_only_once_it_is_as_long() {
    cell.ok("vxsnap -g appdg addmir data1");
    cell.ok("vxsnap -g appdg make source=data1/newvol=s1/nmirror=1");
    cell.ok("vxassist -g appdg growby data1 100m");

    for (String line :
        new String[] {
          "restore data1 source=s1", "refresh s1 source=data1", "reattach s1 source=data1"
        }) {
      assertThat(cell.run("vxsnap -g appdg " + line).err()).as(line).contains("differ in length");
    }

    cell.ok("vxassist -g appdg growto s1 2100m");
    cell.ok("vxsnap -g appdg restore data1 source=s1");
    cell.ok("vxsnap -g appdg reattach s1 source=data1");
  }

  @Test
  void a_space_optimized_snapshot_does_not_grow_here() {
    cell.ok("vxsnap -g appdg make source=data1/newvol=s1/cachesize=100m");

    assertThat(cell.run("vxassist -g appdg growby s1 100m").err()).contains("is not simulated");
  }

  @Test
  void a_striped_volume_has_its_columns_on_disks_of_their_own() {
    cell.ok("vxassist -g appdg make wide1 100m layout=stripe,mirror ncol=2");

    assertThat(cell.ok("vxprint -g appdg -pt wide1-01 wide1-02").lines().skip(1))
        .containsExactly(
            "pl wide1-01     wide1        ENABLED  ACTIVE   204800   STRIPE    2/128    RW",
            "pl wide1-02     wide1        ENABLED  ACTIVE   204800   STRIPE    2/128    RW");
    assertThat(cell.ok("vxprint -g appdg -qht wide1"))
        .contains("102400   0/0 ", "102400   1/0 ")
        .contains(" appdg01 ", " appdg02 ", " appdg03 ", " appdg04 ");
    assertThat(cell.run("vxassist -g appdg growby wide1 1m").err()).contains("is not simulated");
    assertThat(cell.run("vxassist -g appdg mirror wide1").err()).contains("is not simulated");
    assertThat(cell.run("vxassist -g appdg make wide2 1m layout=stripe ncol=5").err())
        .contains("V-5-1-15315");
    assertThat(cell.run("vxassist -g appdg maxsize layout=stripe").err())
        .contains("is not simulated");
  }
}
