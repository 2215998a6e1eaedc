package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.model.Holder;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.StorageLayer.Kind;
import org.cvmsnap.model.VfstabEntry;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelReadingTest {
  private static final Map<String, Integer> NUMBERS = Map.of("c0d2s0", 2, "c0d2s3", 2);

  private final CannedHost host = new CannedHost();

  /** The slices by what prtvtoc tells of each: number, tag, first sector and how many. */
  private void labelled(String... slices) {
    StringBuilder label =
        new StringBuilder("* Partition  Tag  Flags  Sector  Count  Sector  Mount Directory\n");
    for (String slice : slices) {
      List<Long> words = Stream.of(slice.split(" ")).map(Long::valueOf).toList();
      label.append(
          "%d %d 00 %d %d %d\n"
              .formatted(
                  words.get(0),
                  words.get(1),
                  words.get(2),
                  words.get(3),
                  words.get(2) + words.get(3) - 1));
    }
    host.says("prtvtoc /dev/rdsk/c0d2s0", label.toString());
  }

  private UnnamedSlices read(GuestDevices devices, String... mounted) throws Exception {
    List<Mount> mounts =
        Stream.of(mounted)
            .map(special -> new Mount(special, "/mnt", "vxfs", List.of("rw")))
            .toList();
    List<VfstabEntry> vfstab = List.of(SiteFacts.atBoot("/dev/dsk/c0d9s0", "/other", "-"));
    return new LabelReading(new GuestOs(host), new Fsck(host), devices, mounts, vfstab)
        .on(Set.of(2));
  }

  private static GuestDevices devices(StorageLayer... layers) {
    return new GuestDevices(NUMBERS, List.of(layers), List.of(), Optional.empty(), Map.of());
  }

  @Test
  void each_slice_that_nobody_names_is_asked_for_its_type() throws Exception {
    labelled("0 2 0 100", "1 3 100 100", "2 5 0 400", "3 0 200 100", "4 0 300 100");
    host.says("fstyp /dev/rdsk/c0d2s1", "vxfs\n");
    host.fails("fstyp /dev/rdsk/c0d2s3", 1, "Unknown_fstyp (no matches)\n");
    host.says("fstyp /dev/rdsk/c0d2s4", "ufs\n");

    UnnamedSlices found = read(devices(), "/dev/dsk/c0d2s0");

    assertThat(found.fileSystems())
        .containsExactly(
            Map.entry("/dev/rdsk/c0d2s1", "vxfs"), Map.entry("/dev/rdsk/c0d2s4", "ufs"));
    assertThat(found.unknown()).isEmpty();
  }

  @Test
  void a_slice_in_another_ones_place_is_not_asked() throws Exception {
    labelled("0 2 0 100", "2 0 0 400", "3 0 200 100", "6 0 200 200");
    host.says("fstyp /dev/rdsk/c0d2s3", "ufs\n");

    assertThat(read(devices(), "/dev/dsk/c0d2s0:checkpoint").fileSystems())
        .containsOnlyKeys("/dev/rdsk/c0d2s3");
  }

  @Test
  void on_a_disk_that_is_mounted_whole_nothing_else_is_looked_for() throws Exception {
    labelled("0 2 0 100", "2 5 0 400", "6 4 100 300");

    assertThat(read(devices(), "/dev/dsk/c0d2s2")).isEqualTo(UnnamedSlices.NONE);
  }

  @Test
  void the_label_of_a_disk_that_a_pool_or_a_disk_group_has_is_not_read() throws Exception {
    assertThat(read(devices(new StorageLayer(Kind.POOL, "tank", List.of("c0d2")))))
        .isEqualTo(UnnamedSlices.NONE);
    assertThat(read(devices(new StorageLayer(Kind.DISK_GROUP, "appdg", List.of("c0d2s2")))))
        .isEqualTo(UnnamedSlices.NONE);
    assertThat(host.ran()).isEmpty();
  }

  @Test
  void a_slice_that_a_layer_has_is_named() throws Exception {
    labelled("0 2 0 100", "2 5 0 400");

    assertThat(read(devices(new StorageLayer(Kind.METADEVICE, "d10", List.of("c0d2s0")))))
        .isEqualTo(UnnamedSlices.NONE);
  }

  @Test
  void what_programs_have_open_is_not_looked_at() throws Exception {
    GuestDevices opened =
        new GuestDevices(
            NUMBERS,
            List.of(),
            List.of(),
            Optional.empty(),
            Map.of(2, List.of(Holder.unnamed(4711))));

    assertThat(read(opened)).isEqualTo(UnnamedSlices.NONE);
    assertThat(host.ran()).isEmpty();
  }

  @Test
  void of_a_disk_without_devices_it_is_not_known_what_is_on_it() throws Exception {
    GuestDevices none =
        new GuestDevices(Map.of(), List.of(), List.of(), Optional.empty(), Map.of());

    assertThat(read(none).unknown()).containsExactly(Map.entry(2, "no device of it is seen"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown_fstyp (multiple matches)\n", "ksh: fstyp: not found\n", ""})
  void a_type_that_is_not_told_is_not_known(String said) throws Exception {
    labelled("3 0 200 100");
    host.fails("fstyp /dev/rdsk/c0d2s3", 2, said);

    assertThat(read(devices()).unknown().get(2))
        .startsWith("'fstyp /dev/rdsk/c0d2s3' ended with 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ufs\nvxfs\n", "-F\n"})
  void what_is_no_type_is_not_known(String said) throws Exception {
    labelled("3 0 200 100");
    host.says("fstyp /dev/rdsk/c0d2s3", said);

    assertThat(read(devices()).unknown()).containsOnlyKeys(2);
  }

  @Test
  void a_type_without_a_check_is_not_known_to_be_clean() throws Exception {
    labelled("3 0 200 100");
    host.says("fstyp /dev/rdsk/c0d2s3", "zfs\n");

    UnnamedSlices found = read(devices());

    assertThat(found.fileSystems()).isEmpty();
    assertThat(found.unknown())
        .containsEntry(2, "no check that only reads is known for zfs on /dev/rdsk/c0d2s3");
  }
}
