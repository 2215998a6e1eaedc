package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindCommandsTest {
  private static final GroupName DG = new GroupName("appdg");
  private static final VolumeId DATA = VolumeId.of("appdg", "data");
  private static final VolumeId HERE = VolumeId.of("appdg", "data_s1");
  private static final VolumeId ELSEWHERE = VolumeId.of("copydg", "data_s1");
  private static final List<SnapshotPair> PAIRS =
      List.of(pair("data", "data_s1"), pair("logs", "logs_s1"));

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("appdg", source), VolumeId.of("appdg", snapshot));
  }

  private static String line(List<String> argv) {
    return String.join(" ", argv);
  }

  @Test
  void makes_a_volume_like_another_whatever_the_defaults_of_the_site_are() {
    assertThat(line(KindCommands.makeVolume(HERE, 20971520, "cvmsnap:x")))
        .isEqualTo(
            "vxassist -g appdg make data_s1 20971520s layout=nomirror,nostripe init=active"
                + " comment=cvmsnap:x");
    assertThat(line(KindCommands.prepare(HERE, 128)))
        .isEqualTo("vxsnap -g appdg prepare data_s1 regionsize=128");
  }

  @Test
  void links_and_unlinks_within_a_group_and_across() {
    assertThat(line(KindCommands.link(DATA, HERE)))
        .isEqualTo("vxsnap -g appdg -b addmir data mirvol=data_s1");
    assertThat(line(KindCommands.link(DATA, ELSEWHERE)))
        .isEqualTo("vxsnap -g appdg -b addmir data mirvol=data_s1 mirdg=copydg");
    assertThat(line(KindCommands.unlink(DATA, HERE)))
        .isEqualTo("vxsnap -g appdg rmmir data mirvol=data_s1");
    assertThat(line(KindCommands.unlink(DATA, ELSEWHERE)))
        .isEqualTo("vxsnap -g appdg rmmir data mirvol=data_s1 mirdg=copydg");
  }

  @Test
  void makes_starts_stops_and_removes_a_cache() {
    assertThat(line(KindCommands.makeCache(DG, "c1", new VolumeName("cv1"), 128)))
        .isEqualTo("vxmake -g appdg cache c1 cachevolname=cv1 regionsize=128 autogrow=on");
    assertThat(line(KindCommands.startCache(DG, "c1"))).isEqualTo("vxcache -g appdg start c1");
    assertThat(line(KindCommands.stopCache(DG, "c1"))).isEqualTo("vxcache -g appdg stop c1");
    assertThat(line(KindCommands.removeCache(DG, "c1"))).isEqualTo("vxedit -g appdg -rf rm c1");
  }

  @Test
  void makes_every_kind_of_all_volumes_in_one_command() {
    assertThat(line(KindCommands.makeInVolumes(PAIRS)))
        .isEqualTo("vxsnap -g appdg make source=data/snapvol=data_s1 source=logs/snapvol=logs_s1");
    assertThat(line(KindCommands.makeInCache(PAIRS, "c1")))
        .isEqualTo(
            "vxsnap -g appdg make source=data/newvol=data_s1/cache=c1"
                + " source=logs/newvol=logs_s1/cache=c1");
    assertThat(line(KindCommands.makeOfLinks(PAIRS, DG)))
        .isEqualTo("vxsnap -g appdg make source=data/snapvol=data_s1 source=logs/snapvol=logs_s1");
    assertThat(line(KindCommands.makeOfLinks(PAIRS, new GroupName("copydg"))))
        .isEqualTo(
            "vxsnap -g appdg make source=data/snapvol=data_s1/snapdg=copydg"
                + " source=logs/snapvol=logs_s1/snapdg=copydg");
    assertThat(
            line(
                KindCommands.makeOfPlexes(
                    PAIRS,
                    Map.of(new VolumeName("data"), "data-03", new VolumeName("logs"), "logs-02"))))
        .isEqualTo(
            "vxsnap -g appdg make source=data/newvol=data_s1/plex=data-03"
                + " source=logs/newvol=logs_s1/plex=logs-02");
  }

  @Test
  void makes_nothing_of_nothing() {
    assertThatThrownBy(() -> KindCommands.makeInVolumes(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> KindCommands.makeOfPlexes(PAIRS, Map.of()))
        .hasMessageContaining("data");
  }

  @Test
  void goes_on_with_a_synchronization_and_makes_a_plex_regular() {
    assertThat(line(KindCommands.syncStart(HERE)))
        .isEqualTo("vxsnap -g appdg -b syncstart data_s1");
    assertThat(line(KindCommands.makeRegular(DG, "data-03")))
        .isEqualTo("vxplex -g appdg convert state=ACTIVE data-03");
  }
}
