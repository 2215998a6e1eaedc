package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.StorageLayer.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StorageParsersTest {
  @Test
  void links_lead_to_unit_addresses() {
    String output =
        """
        total 4
        lrwxrwxrwx   1 root     root          68 Feb 28 01:00 c0d2s0 -> ../../devices/virtual-devices@100/channel-devices@200/disk@2:a,raw
        lrwxrwxrwx   1 root     root          68 Feb 28 01:00 c1d10 -> ../../devices/virtual-devices@100/channel-devices@200/disk@a:wd,raw
        lrwxrwxrwx   1 root     root          54 Feb 28 01:00 c3t0d0s0 -> ../../devices/pci@400/pci@1/scsi@0/sd@0,0:a,raw
        """;

    assertThat(StorageParsers.links(output)).isEqualTo(Map.of("c0d2s0", "2", "c1d10", "a"));
  }

  @Test
  void pools_lie_on_the_devices_of_all_their_vdevs() {
    String output =
        """
          pool: rpool
         state: ONLINE
          scan: none requested
        config:

        \tNAME      STATE     READ WRITE CKSUM
        \trpool     ONLINE       0     0     0
        \t  c0d0s0  ONLINE       0     0     0

        errors: No known data errors

          pool: tank
         state: DEGRADED
        status: One or more devices could not be opened.
        config:

        \tNAME          STATE     READ WRITE CKSUM
        \ttank          DEGRADED     0     0     0
        \t  mirror-0    DEGRADED     0     0     0
        \t    c0d2      ONLINE       0     0     0
        \t    1234567   UNAVAIL      0     0     0  was /dev/dsk/c0d9s0
        \tlogs
        \t  c0d3s0      ONLINE       0     0     0
        \tspares
        \t  c0d4        AVAIL

        errors: No known data errors
        """;

    assertThat(StorageParsers.pools(output))
        .containsExactly(
            new StorageLayer(Kind.POOL, "rpool", List.of("c0d0s0")),
            new StorageLayer(Kind.POOL, "tank", List.of("c0d2", "1234567", "c0d3s0", "c0d4")));
    assertThat(StorageParsers.pools("no pools available\n")).isEmpty();
  }

  @Test
  void metadevices_lie_on_slices_and_on_each_other() {
    String output =
        """
        d10 -m d11 d12 1
        d11 1 1 c0d2s0

        d12 1 2 c0d3s0 \\
                c0d4s0 -i 32b
        /dev/md/dsk/d20 -p c0d5s1 -o 1 -b 2048
        """;

    assertThat(StorageParsers.metadevices(output))
        .containsExactly(
            new StorageLayer(Kind.METADEVICE, "d10", List.of("d11", "d12")),
            new StorageLayer(Kind.METADEVICE, "d11", List.of("c0d2s0")),
            new StorageLayer(Kind.METADEVICE, "d12", List.of("c0d3s0", "c0d4s0")),
            new StorageLayer(Kind.METADEVICE, "d20", List.of("c0d5s1")));
  }

  @Test
  void disk_groups_that_are_imported_lie_on_disks_by_their_native_names() {
    String output =
        """
        DEVICE       TYPE            DISK         GROUP        STATUS               OS_NATIVE_NAME   ATTR
        disk_0       auto:none       -            -            online invalid       c0d0s2           -
        disk_1       auto:cdsdisk    appdg01      appdg        online               c0d2s2           -
        disk_2       auto:cdsdisk    appdg02      appdg        online nohotuse      c0d3s2           -
        disk_3       auto:cdsdisk    -            (otherdg)    online               c0d4s2           -
        emc0_1       auto:cdsdisk    vag01        vagdg        online               -                -

        c0d5s2       auto:cdsdisk    appdg03      appdg        online               c0d6s2           -
        c0d7s2       auto:cdsdisk    olddg01      olddg        online
        """;

    assertThat(StorageParsers.diskGroups(output))
        .containsExactly(
            new StorageLayer(Kind.DISK_GROUP, "appdg", List.of("c0d2s2", "c0d3s2", "c0d6s2")),
            new StorageLayer(Kind.DISK_GROUP, "vagdg", List.of("emc0_1")),
            new StorageLayer(Kind.DISK_GROUP, "olddg", List.of("c0d7s2")));
    assertThatThrownBy(() -> StorageParsers.diskGroups(output + "disk_9 auto:cdsdisk - -\n"))
        .hasMessageContaining("not a disk");
  }

  @Test
  void the_smaller_tables() {
    assertThat(
            StorageParsers.swap(
                """
                swapfile             dev    swaplo   blocks     free

                /dev/zvol/dsk/rpool/swap 285,2    8  4194296  4194296
                """))
        .containsExactly("/dev/zvol/dsk/rpool/swap");
    assertThat(
            StorageParsers.dump(
                "      Dump content: kernel pages\n       Dump device: "
                    + "/dev/zvol/dsk/rpool/dump (dedicated)\n"))
        .contains("/dev/zvol/dsk/rpool/dump");
    assertThat(StorageParsers.dump("       Dump device: none\n")).isEmpty();
    assertThat(StorageParsers.shares("/data/my export\t-\tnfs\tsec=sys,rw\tfor all\n"))
        .containsExactly("/data/my export");
    assertThat(StorageParsers.shares("")).isEmpty();
    assertThat(
            StorageParsers.lofi(
                """
                Block Device             File                           Options

                /dev/lofi/1              /data/disk.img                 -
                """))
        .containsExactly("/data/disk.img");
    assertThat(StorageParsers.lofi("Block Device             File\n")).isEmpty();
    assertThat(StorageParsers.programs("  812 had\n  813 had\n")).containsExactly("had");
  }

  static Stream<Function<String, ?>> parsers() {
    return Stream.of(
        StorageParsers::pools,
        StorageParsers::diskGroups,
        StorageParsers::swap,
        StorageParsers::dump,
        StorageParsers::shares,
        StorageParsers::lofi,
        StorageParsers::programs);
  }

  @ParameterizedTest
  @MethodSource("parsers")
  void nonsense_is_refused_and_not_taken_for_nothing(Function<String, ?> parser) {
    assertThatThrownBy(() -> parser.apply("=~#\u0007 what\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_pool_that_was_cut_off_before_its_errors_is_not_taken_for_none() {
    String tank = "  pool: tank\nconfig:\n\n\tNAME   STATE\n\ttank   ONLINE\n\t  c0d2 ONLINE\n";
    String whole = tank + "\nerrors: No known data errors\n";

    assertThat(StorageParsers.pools(whole)).hasSize(1);
    assertThatThrownBy(() -> StorageParsers.pools(whole.replace("tank", "rpool") + tank))
        .hasMessageContaining("no errors of pool tank");
    assertThatThrownBy(() -> StorageParsers.pools(tank + whole))
        .hasMessageContaining("no errors of pool tank");
  }

  @Test
  void nothing_is_not_taken_for_a_directory_without_links_nor_for_programs() {
    assertThatThrownBy(() -> StorageParsers.links("")).hasMessageContaining("no heading");
    assertThatThrownBy(() -> StorageParsers.programs("")).hasMessageContaining("none is named");
  }

  @Test
  void a_link_with_a_number_that_no_disk_can_have_is_passed_over() {
    String link = " -> ../../devices/virtual-devices@100/channel-devices@200/disk@%s:a,raw\n";

    assertThat(
            StorageParsers.links(
                "total 4\nl 1 c0d2s0"
                    + link.formatted("99999999999")
                    + "l 1 c0d99999999999s0"
                    + link.formatted("2")
                    + "l 1 c0d3s0"
                    + link.formatted("3")))
        .isEqualTo(Map.of("c0d3s0", "3"));
  }

  @Test
  void a_file_with_blanks_in_its_name_is_a_block_device_by_lofi() {
    assertThat(
            StorageParsers.lofi(
                "Block Device  File  Options\n/dev/lofi/1  /data/a b.img   -\n/dev/lofi/2 /d  x\n"))
        .containsExactly("/data/a b.img", "/d");
  }
}
