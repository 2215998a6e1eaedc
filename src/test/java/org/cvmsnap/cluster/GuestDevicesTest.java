package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.model.StorageLayer;
import org.cvmsnap.model.StorageLayer.Kind;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuestDevicesTest {
  private static final GuestDevices DEVICES =
      new GuestDevices(
          Map.of("c1d2s0", 2, "c1d2s6", 2, "c1d3", 3, "c1d4s0", 4),
          List.of(
              new StorageLayer(Kind.POOL, "tank", List.of("c1d2s0", "c1d3")),
              new StorageLayer(Kind.POOL, "files", List.of("/var/tmp/file")),
              new StorageLayer(Kind.METADEVICE, "d10", List.of("d11", "d12")),
              new StorageLayer(Kind.METADEVICE, "d11", List.of("c1d2s0")),
              new StorageLayer(Kind.METADEVICE, "d12", List.of("c1d4s0")),
              new StorageLayer(Kind.METADEVICE, "d20", List.of("d20")),
              new StorageLayer(Kind.DISK_GROUP, "appdg", List.of("c1d4s2")),
              new StorageLayer(Kind.DISK_GROUP, "vagdg", List.of("emc0_1"))),
          List.of(),
          Optional.empty(),
          Map.of());

  @ParameterizedTest
  @CsvSource({
    "/dev/dsk/c1d2s0, 2",
    "/dev/rdsk/c1d2s6, 2",
    "/dev/dsk/c1d3, 3",
    "/dev/dsk/c1d2s0:thu, 2",
    "/dev/dsk/c0d2s0, ''",
    "/dev/dsk/c3t0d0s0, ''",
    "tank, 2 3",
    "tank/app/data, 2 3",
    "/dev/zvol/dsk/tank/vol, 2 3",
    "/dev/md/dsk/d10, 2 4",
    "/dev/md/rdsk/d11, 2",
    "/dev/vx/dsk/appdg/appvol, 4",
    "files/a, ''",
    "swap, ''",
    "filer:/export, ''",
    "/data/export, ''",
  })
  void finds_the_disks_beneath(String special, String disks) {
    assertThat(DEVICES.under(special))
        .hasValueSatisfying(
            found ->
                assertThat(found.stream().sorted().map(String::valueOf).toList())
                    .isEqualTo(disks.isEmpty() ? List.of() : List.of(disks.split(" ", -1))));
  }

  @ParameterizedTest
  @CsvSource({
    "/dev/vx/dsk/vagdg/vol",
    "/dev/vx/dsk/otherdg/vol",
    "/dev/md/dsk/d99",
    "/dev/md/dsk/d20"
  })
  void does_not_guess_what_a_layer_lies_on(String special) {
    assertThat(DEVICES.under(special)).isEmpty();
  }

  @Test
  void names_only_devices_that_there_are() {
    assertThat(DEVICES.slices(2)).containsExactly("/dev/rdsk/c1d2s0", "/dev/rdsk/c1d2s6");
    assertThat(DEVICES.slices(9)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "c0d2s0, 2, 2",
    "c0d10s0, a, 10",
    "c0d10s0, 10, 10",
    "c0d16s0, 10, 16",
    "c5d0s0, 3, 3",
    "c0d7, 7, ''",
  })
  void reads_unit_addresses_by_the_numbers_that_there_are(String name, String unit, String number) {
    Map<String, Integer> numbers = GuestDevices.numbers(Map.of(name, unit), Set.of(2, 3, 10, 16));

    assertThat(numbers.values().stream().map(String::valueOf).toList())
        .isEqualTo(number.isEmpty() ? List.of() : List.of(number));
  }
}
