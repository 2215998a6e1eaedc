package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BackEndListParserTest {
  private static final String LDM_3_6 =
      """
      VERSION 1.11
      DOMAIN|name=primary
      VCC|name=primary-vcc0|port-range=5000-5100
      VSW|name=primary-vsw0|mac-addr=00:14:4f:00:00:01|net-dev=net0|dev=switch@0|default-vlan-id=1|pvid=1|vid=10,20|mtu=1500|id=0
      VDS|name=primary-vds0|nclients=2
      |vol=ldom1-boot|opts=|dev=/dev/vx/dsk/appdg/ldom1_boot
      |vol=ldom1-data|opts=slice,excl|dev=/dev/vx/rdsk/appdg/ldom1_data|mpgroup=mp1
      |client=data@ldom1|vol=ldom1-data
      |vol=install|opts=ro|dev=/export/images/install.iso|mpgroup=
      VDS|name=other-vds0
      |dev=/dev/vx/dmp/san_01|opts=|vol=x
      |vol=disk|opts=|dev=/dev/dsk/c1t1d0s2
      """;

  private static List<BackEnd> parse(String output) {
    return new BackEndListParser().parse(output);
  }

  private static BackEnd backEnd(
      String service, String volume, List<String> options, String device, String mpgroup) {
    return new BackEnd(
        service, volume, options, device, Optional.of(mpgroup).filter(group -> !group.isEmpty()));
  }

  @Test
  void reads_the_volumes_of_every_server_and_no_clients() {
    assertThat(parse(LDM_3_6))
        .contains(
            backEnd("primary-vds0", "ldom1-boot", List.of(), "/dev/vx/dsk/appdg/ldom1_boot", ""),
            backEnd(
                "primary-vds0",
                "ldom1-data",
                List.of("slice", "excl"),
                "/dev/vx/rdsk/appdg/ldom1_data",
                "mp1"),
            backEnd("primary-vds0", "install", List.of("ro"), "/export/images/install.iso", ""),
            backEnd("other-vds0", "disk", List.of(), "/dev/dsk/c1t1d0s2", ""));
    assertThat(parse(LDM_3_6)).hasSize(5);
  }

  @Test
  void a_server_that_exports_nothing_has_a_name_too() {
    assertThat(new BackEndListParser().names(LDM_3_6 + "VDS|name=idle-vds0\n"))
        .containsExactly("primary-vds0", "other-vds0", "idle-vds0");
  }

  @Test
  void the_order_of_keys_does_not_matter() {
    assertThat(parse(LDM_3_6))
        .contains(backEnd("other-vds0", "x", List.of(), "/dev/vx/dmp/san_01", ""));
  }

  @Test
  void knows_the_vxvm_volume_behind_the_block_and_the_raw_device() {
    assertThat(parse(LDM_3_6))
        .extracting(BackEnd::vxvmVolume)
        .containsExactly(
            Optional.of(VolumeId.of("appdg", "ldom1_boot")),
            Optional.of(VolumeId.of("appdg", "ldom1_data")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }

  @Test
  void what_is_no_volume_of_a_disk_server_is_passed_over() {
    String others =
        """
        VERSION 1.11
        VSAN|name=vsan0
        |vol=v|opts=|dev=/x
        VDS|name=vds0
        |opts=slice
        vol=v|opts=|dev=/x
        """;

    assertThat(parse(others)).isEmpty();
  }

  @Test
  void a_machine_without_servers_exports_nothing() {
    assertThat(parse("VERSION 1.11\nVCC|name=vcc0|port-range=5000-5100\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "VDS|name=vds0\n",
        "VERSION 1.11\nVDS|name=vds0\n|vol=v|opts=|dev=\n",
        "VERSION 1.11\nVDS|name=vds0\n|vol=v|opts=\n",
        "VERSION 1.11\nVDS|name=vds0\n|vol=|opts=|dev=/x\n",
        "VERSION 1.11\nVDS\n|vol=v|opts=|dev=/x\n",
        "VERSION 1.11\nVDS|name=vds0\n|vol=v|opts=|dev=/x|mpgr",
        "VERSION 1.11\nVDS|name=vds0\n|vol=v|opts=|dev=/x|=mp",
        "VERSION 1.11\nVDS|name=vds0\n|opts=|dev=/x\n",
      })
  void refuses_a_volume_of_which_it_cannot_tell_server_or_device(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
