package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DiskListParserTest {
  private static List<VirtualDisk> parse(String output) {
    return new DiskListParser().parse(output);
  }

  @Test
  void reads_the_disks_of_all_domains() {
    String ldm36 =
        """
        VERSION 1.11
        DOMAIN|name=primary|
        VDS|name=primary-vds0|nclients=2
        |vol=ldom1-boot|opts=|dev=/dev/vx/dsk/appdg/ldom1_boot
        |client=boot@ldom1|vol=ldom1-boot
        DOMAIN|name=ldom1|
        VDISK|name=boot|vol=ldom1-boot@primary-vds0|timeout=|dev=disk@0|server=primary|mpgroup=|id=0
        VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=30|dev=disk@1|server=primary|mpgroup=mp1|id=10
        |mpg-path=active|vol=ldom1-data|server=primary
        DOMAIN|name=ldom2|
        VDISK|name=boot|vol=ldom2-boot@secondary-vds0|timeout=|dev=disk@0|server=secondary|mpgroup=|id=0
        """;

    assertThat(parse(ldm36))
        .containsExactly(
            new VirtualDisk(
                new GuestName("ldom1"),
                "boot",
                "ldom1-boot",
                "primary-vds0",
                Optional.of(new GuestName("primary")),
                OptionalInt.of(0),
                OptionalInt.empty(),
                Optional.empty()),
            new VirtualDisk(
                new GuestName("ldom1"),
                "data",
                "ldom1-data",
                "primary-vds0",
                Optional.of(new GuestName("primary")),
                OptionalInt.of(10),
                OptionalInt.of(30),
                Optional.of("mp1")),
            new VirtualDisk(
                new GuestName("ldom2"),
                "boot",
                "ldom2-boot",
                "secondary-vds0",
                Optional.of(new GuestName("secondary")),
                OptionalInt.of(0),
                OptionalInt.empty(),
                Optional.empty()));
  }

  @Test
  void the_front_end_is_numbered_by_the_id_or_else_by_the_device() {
    String output =
        """
        VERSION 1.6
        DOMAIN|name=ldom1|state=active|flags=normal|softstate=Solaris running
        VDISK|name=a|vol=v1@vds0|dev=disk@1|id=7
        VDISK|name=b|vol=v2@vds0|dev=disk@2|id=
        VDISK|name=c|vol=v3@vds0|dev=disk@3
        """;

    assertThat(parse(output))
        .extracting(VirtualDisk::frontEnd)
        .containsExactly(Optional.of("c0d7"), Optional.of("c0d2"), Optional.of("c0d3"));
  }

  @Test
  void a_disk_of_an_old_or_inactive_domain_may_have_no_server_and_no_number() {
    String ldm12 =
        """
        VERSION 1.0
        DOMAIN|name=ldg1
        VARIABLES
        |boot-device=/virtual-devices@100/channel-devices@200/disk@0:a
        |nvramrc=devalias vnet0 /virtual-devices@100
        VDISK|name=vdisk0|vol=vol0@primary-vds0
        """;

    VirtualDisk disk = parse(ldm12).get(0);

    assertThat(disk.volume()).isEqualTo("vol0");
    assertThat(disk.service()).isEqualTo("primary-vds0");
    assertThat(disk.server()).isEmpty();
    assertThat(disk.frontEnd()).isEmpty();
  }

  @Test
  void a_machine_whose_domains_have_no_disks_has_an_empty_list() {
    assertThat(parse("VERSION 1.11\nDOMAIN|name=primary|\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "VERSION 1.11\n",
        "VDISK|name=a|vol=v@vds0\n",
        "VERSION 1.11\nVDISK|name=a|vol=v@vds0\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=v\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=@vds0\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=v@\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|vol=v@vds0\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=v@vds0|id=one\n",
        "VERSION 1.11\nDOMAIN|name=ldom1\nVDISK|name=a|vol=v@vds0|dev=disk@1|ser",
        "VERSION 1.11\nDOMAIN\nVDISK|name=a|vol=v@vds0\n",
      })
  void refuses_a_disk_without_owner_name_or_back_end(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void what_ends_a_line_for_java_alone_hides_no_domain_from_its_disks() {
    String output =
        """
        VERSION 1.11
        DOMAIN|name=ldom1|state=active|softstate=Solaris running
        DOMAIN|name=ldom2|state=active|softstate=So\u0085\u2028
        VDISK|name=a|vol=v@vds0|id=0
        """;

    assertThat(parse(output))
        .singleElement()
        .extracting(disk -> disk.domain().value())
        .isEqualTo("ldom2");
  }
}
