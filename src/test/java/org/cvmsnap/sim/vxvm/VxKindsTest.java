package org.cvmsnap.sim.vxvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cvmsnap.sim.command.Reply;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The life of full-sized, linked and space-optimized snapshots. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxKindsTest {
  private final VxCell cell = VxCell.usual();

  private void cache(String regionSize) {
    cell.ok("vxassist -g appdg make cvol 100m init=active");
    cell.ok("vxmake -g appdg cache cobj cachevolname=cvol regionsize=" + regionSize);
    cell.ok("vxcache -g appdg start cobj");
  }

  // ---- full-sized

  @Test
  void a_full_sized_snapshot_is_synchronized_in_the_background() {
    cell.ok("vxassist -g appdg make full1 2000m");
    cell.ok("vxsnap -g appdg prepare full1");
    cell.ok("vxsnap -g appdg make source=data1/snapvol=full1");

    assertThat(cell.ok("vxsnap -g appdg list")).containsPattern("full1 .* fullinst +data1");
    assertThat(cell.run("vxsnap -g appdg dis full1").exit()).isNotZero();
    cell.ok("vxsnap -g appdg syncpause full1");
    cell.pass(Duration.ofHours(1));
    assertThat(cell.run("vxsnap -g appdg dis full1").exit()).isNotZero();
    cell.ok("vxsnap -g appdg syncresume full1");
    cell.ok("vxsnap -g appdg syncwait full1");

    assertThat(cell.run("vxsnap -g appdg syncwait full1").exit()).isNotZero();
    cell.ok("vxsnap -g appdg dis full1");
  }

  @Test
  void a_volume_that_is_not_to_be_mirrored_has_one_plex() {
    cell.ok("vxassist -g appdg make full1 2000m layout=nomirror,nostripe init=active");

    assertThat(cell.ok("vxprint -g appdg -F %pl_num full1")).isEqualTo("1\n");
  }

  @Test
  void without_syncing_it_never_becomes_independent() {
    cell.ok("vxassist -g appdg make full1 2000m");
    cell.ok("vxsnap -g appdg prepare full1");
    cell.ok("vxsnap -g appdg make source=data1/snapvol=full1/syncing=no");
    cell.pass(Duration.ofDays(1));

    assertThat(cell.ok("vxsnap -g appdg print full1")).endsWith("0.00     0.00\n");
    cell.ok("vxsnap -g appdg syncstart full1");
    assertThat(cell.ok("vxsnap -g appdg print full1")).endsWith("0.00     100\n");
  }

  @Test
  void length_and_region_size_must_be_those_of_the_source() {
    cell.ok("vxassist -g appdg make short1 1000m");
    cell.ok("vxsnap -g appdg prepare short1");
    cell.ok("vxassist -g appdg make fine1 2000m");
    cell.ok("vxsnap -g appdg prepare fine1 regionsize=128k");

    assertThat(cell.run("vxsnap -g appdg make source=data1/snapvol=short1").exit()).isNotZero();
    assertThat(cell.run("vxsnap -g appdg make source=data1/snapvol=fine1").exit()).isNotZero();
  }

  // ---- linked

  @Test
  void a_linked_volume_is_broken_off_and_linked_again() {
    cell.ok("vxassist -g appdg make link1 2000m");
    cell.ok("vxsnap -g appdg prepare link1");
    cell.ok("vxsnap -g appdg -b addmir data1 mirvol=link1");
    assertThat(cell.run("vxsnap -g appdg make source=data1/snapvol=link1").exit()).isNotZero();
    cell.ok("vxsnap -g appdg snapwait data1 mirvol=link1");

    cell.ok("vxsnap -g appdg make source=data1/snapvol=link1");
    assertThat(cell.ok("vxsnap -g appdg list")).containsPattern("link1 .* volbrk +data1");
    cell.ok("vxsnap -g appdg reattach link1 source=data1");
    cell.ok("vxsnap -g appdg snapwait data1 mirvol=link1");

    assertThat(cell.volumes.snapshots()).isEmpty();
    assertThat(cell.names()).contains("link1");
    assertThat(cell.ok("vxsnap -g appdg list")).containsPattern("link1 .* mirvol +data1");
    cell.ok("vxsnap -g appdg rmmir data1 mirvol=link1");
    assertThat(cell.ok("vxsnap -g appdg list")).doesNotContain("mirvol");
  }

  @Test
  void a_linked_volume_may_be_in_another_group() {
    VxCell two =
        VxCell.of(
            VxCell.USUAL
                + """
                [[diskgroup]]
                name = "copydg"
                [[diskgroup.disk]]
                name = "copydg01"
                device = "c3t1d0s2"
                megabytes = 4096
                [[diskgroup.volume]]
                name = "copy1"
                megabytes = 2000
                prepared = true
                """);
    two.ok("vxsnap -g appdg addmir data1 mirvol=copy1 mirdg=copydg");

    two.ok("vxsnap -g appdg make source=data1/snapvol=copy1/snapdg=copydg");

    assertThat(two.ok("vxsnap -g copydg list copy1")).containsPattern("volbrk +data1 +appdg");
    assertThat(two.ok("vxsnap -g appdg print data1")).contains("copy1_snp1");
    two.ok("vxsnap -g copydg reattach copy1 source=data1 sourcedg=appdg");
    two.ok("vxsnap -g appdg snapwait data1 mirvol=copy1 mirdg=copydg");
    assertThat(two.volumes.snapshots()).isEmpty();
  }

  // ---- space-optimized

  @Test
  void a_space_optimized_snapshot_lives_in_its_cache() {
    String before = cell.ok("vxprint -g appdg -ht");
    cache("64k");

    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");

    assertThat(cell.contentOf("so1")).isEqualTo("clean");
    assertThat(cell.ok("vxsnap -g appdg list")).containsPattern("so1 .* spaceopt +data1");
    assertThat(cell.ok("vxcache -g appdg listvol cobj")).isEqualTo("so1\n");
    assertThat(cell.ok("vxprint -g appdg -ht so1")).contains("sc so1-S01");
    assertThat(cell.run("vxsnap -g appdg reattach so1 source=data1").exit()).isNotZero();
    assertThat(cell.run("vxsnap -g appdg syncwait so1").exit()).isNotZero();

    cell.ok("vxsnap -g appdg dis so1");
    cell.ok("vxedit -g appdg -rf rm so1");
    cell.ok("vxcache -g appdg stop cobj");
    cell.ok("vxedit -g appdg -rf rm cobj");
    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
  }

  @Test
  void a_region_size_that_does_not_suit_makes_nothing_and_says_nothing() {
    cache("128k");

    Reply reply = cell.run("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");

    assertThat(reply).isEqualTo(Reply.SILENT);
    assertThat(cell.names()).doesNotContain("so1");
  }

  @Test
  void a_full_cache_loses_the_oldest_snapshot_and_then_the_last_one() {
    cache("64k");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");
    cell.pass(Duration.ofMinutes(1));
    cell.ok("vxsnap -g appdg make source=data1/newvol=so2/cache=cobj");

    cell.volumes.write("appdg", "data1", 4);
    assertThat(cell.names()).contains("so2").doesNotContain("so1");

    cell.volumes.write("appdg", "data1", 4);
    assertThat(cell.ok("vxprint -g appdg -F %state so2")).isEqualTo("INVALID\n");
    assertThat(cell.run("vxsnap -g appdg restore data1 source=so2").exit()).isNotZero();
  }

  @Test
  void a_cache_that_may_grow_does() {
    cell.ok("vxassist -g appdg make cvol 100m");
    cell.ok("vxmake -g appdg cache cobj cachevolname=cvol autogrow=on");
    cell.ok("vxcache -g appdg start cobj");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");

    cell.volumes.write("appdg", "data1", 6);

    assertThat(cell.ok("vxprint -g appdg -F %state so1")).isEqualTo("ACTIVE\n");
    assertThat(cell.ok("vxcache -g appdg stat cobj")).contains("cobj         140");
  }

  @Test
  void a_cache_grows_to_its_limit_and_not_beyond_and_then_loses_its_oldest_snapshot() {
    cell.ok("vxassist -g appdg make cvol 100m");
    cell.ok("vxmake -g appdg cache cobj cachevolname=cvol autogrow=on maxautogrow=130m");
    cell.ok("vxcache -g appdg start cobj");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");
    cell.pass(Duration.ofMinutes(1));
    cell.ok("vxsnap -g appdg make source=data1/newvol=so2/cache=cobj");

    cell.volumes.write("appdg", "data1", 3);

    assertThat(cell.ok("vxcache -g appdg stat cobj")).contains("cobj         120");
    assertThat(cell.names()).contains("so2").doesNotContain("so1");
  }

  @Test
  void a_cache_for_whose_growth_there_is_no_space_keeps_its_last_snapshot_until_it_is_full() {
    cell.ok("vxassist -g appdg make cvol 100m");
    cell.ok("vxmake -g appdg cache cobj cachevolname=cvol autogrow=on");
    cell.ok("vxcache -g appdg start cobj");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cache=cobj");
    String room = cell.ok("vxassist -g appdg maxsize layout=nomirror,nostripe");
    cell.ok("vxassist -g appdg make filling " + room.replaceAll(".*size: (\\d+).*\n", "$1"));

    cell.volumes.write("appdg", "data1", 4.6);
    assertThat(cell.ok("vxcache -g appdg stat cobj")).contains("cobj         100", "(92)");
    assertThat(cell.ok("vxprint -g appdg -F %state so1")).isEqualTo("ACTIVE\n");

    cell.volumes.write("appdg", "data1", 1);
    assertThat(cell.ok("vxprint -g appdg -F %state so1")).isEqualTo("INVALID\n");
  }

  @Test
  void an_implicit_cache_goes_with_its_snapshot() {
    String before = cell.ok("vxprint -g appdg -ht");
    cell.ok("vxsnap -g appdg make source=data1/newvol=so1/cachesize=100m/autogrow=yes");
    assertThat(cell.contentOf("so1")).isEqualTo("clean");

    cell.ok("vxedit -g appdg -rf rm so1");

    assertThat(cell.ok("vxprint -g appdg -ht")).isEqualTo(before);
  }

  @Test
  void a_layered_volume_can_have_a_space_optimized_snapshot() {
    cache("64k");

    cell.ok("vxsnap -g appdg make source=layers1/newvol=so1/cache=cobj");

    assertThat(cell.contentOf("so1")).isEqualTo("clean");
  }

  @Test
  void cache_commands_have_the_codes_that_scripts_rely_on() {
    cache("64k");

    assertThat(cell.run("vxcache -g appdg start cobj").exit()).isEqualTo(25);
    assertThat(cell.run("vxmake -g appdg cache cobj cachevolname=cvol").err())
        .contains("V-5-1-6317 Cache cobj already exists");
    cell.ok("vxcache -g appdg stop cobj");
    assertThat(cell.run("vxcache -g appdg stop cobj").exit()).isEqualTo(26);
    assertThat(cell.run("vxcache -g appdg stop nosuch").exit()).isEqualTo(11);
  }
}
