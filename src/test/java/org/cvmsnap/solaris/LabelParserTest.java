package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cvmsnap.model.Slice;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LabelParserTest {
  private static final String HEADINGS =
      "* Partition  Tag  Flags    Sector     Count    Sector  Mount Directory\n";

  private final LabelParser parser = new LabelParser();

  // System Administration Guide: Basic Administration (817-1658), "Examining a Disk Label"
  @Test
  void a_vtoc_label_has_slices_by_cylinders() {
    String output =
        """
        * /dev/rdsk/c0t0d0s0 partition map
        *
        * Dimensions:
        *     512 bytes/sector
        *      63 sectors/track
        *      15 tracks/cylinder
        *     945 sectors/cylinder
        *    8894 cylinders
        *    8892 accessible cylinders
        *
        * Flags:
        *   1: unmountable
        *  10: read-only
        *
        *                          First     Sector    Last
        * Partition  Tag  Flags    Sector     Count    Sector  Mount Directory
               0      2    00    1048950   3381210   4430159   /
               1      3    01          0   1048950   1048949
               2      5    00          0   8402940   8402939
               7      8    00    4430160   3972780   8402939   /export/home
        """;

    assertThat(parser.parse(output))
        .containsExactly(
            new Slice(0, 2, 1048950, 3381210),
            new Slice(1, 3, 0, 1048950),
            new Slice(2, 5, 0, 8402940),
            new Slice(7, 8, 4430160, 3972780));
    assertThat(parser.parse(output).stream().filter(Slice::part).map(Slice::number))
        .containsExactly(0, 1, 7);
  }

  // the same guide; Solaris 11.4 prints the kind of the label too (prtvtoc(8))
  @Test
  void an_efi_label_has_one_that_is_the_labels_own() {
    String output =
        """
        * /dev/rdsk/c3t1d0s0 partition map
        *
        * Dimensions:
        *     512 bytes/sector
        * 2479267840 sectors
        * 2479267773 accessible sectors
        *
        * Label:
        *   EFI/GPT
        *
        * Flags:
        *   1: unmountable
        *  10: read-only
        *
        *                          First      Sector       Last
        * Partition  Tag  Flags    Sector     Count        Sector  Mount Directory
               0      2    00          34      262144      262177
               1      3    01      262178      262144      524321
               6      4    00      524322  2478727100  2479251421
               8     11    00  2479251422       16384  2479267805
        """;

    assertThat(parser.parse(output).stream().filter(Slice::part).map(Slice::number))
        .containsExactly(0, 1, 6);
  }

  @Test
  void a_label_may_have_no_slices() {
    assertThat(parser.parse("\n" + HEADINGS + "\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "       0      2    00          0       100        99\n",
        HEADINGS + "prtvtoc: something is wrong\n",
        HEADINGS + "       0      2    00          0       100       100\n",
        HEADINGS + "       0      2    00          0         0        -1\n",
        HEADINGS + "       0      2    00          0\n"
      })
  void what_is_no_label_is_not_understood(String output) {
    assertThatThrownBy(() -> parser.parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
