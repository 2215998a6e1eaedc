package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.DataAmount;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.SnapshotType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotListParserTest {
  private static final String HEADING =
      "NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE CHANGE_DATA SYNCED_DATA\n";

  private static List<SnapshotRow> parse(String output) {
    return new SnapshotListParser().parse(output);
  }

  private static Optional<DataAmount> amount(String amount, double percent) {
    return Optional.of(new DataAmount(amount, percent));
  }

  @Test
  void reads_sources_snapshots_and_mirrors() {
    GroupName appdg = new GroupName("appdg");
    String vxvm62 =
        """
        NAME          DG     OBJTYPE SNAPTYPE PARENT     PARENTDG SNAPDATE       CHANGE_DATA SYNCED_DATA
        ldom1_data    appdg  vol     -        -          -        -              -           10G (100%)
        ldom1_s1      appdg  vol     mirbrk   ldom1_data appdg    2024/3/9 7:05  120M (1.2%) 10G (100%)
        ldom1_data-03 appdg  plex    snapmir  ldom1_data appdg    -              -           56M (0.6%)
        """;

    assertThat(parse(vxvm62))
        .containsExactly(
            new SnapshotRow(
                "ldom1_data",
                appdg,
                "vol",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                amount("10G", 100)),
            new SnapshotRow(
                "ldom1_s1",
                appdg,
                "vol",
                Optional.of("mirbrk"),
                Optional.of("ldom1_data"),
                Optional.of(appdg),
                Optional.of(LocalDateTime.of(2024, 3, 9, 7, 5)),
                amount("120M", 1.2),
                amount("10G", 100)),
            new SnapshotRow(
                "ldom1_data-03",
                appdg,
                "plex",
                Optional.of("snapmir"),
                Optional.of("ldom1_data"),
                Optional.of(appdg),
                Optional.empty(),
                Optional.empty(),
                amount("56M", 0.6)));
  }

  @Test
  void reads_every_kind_of_snapshot() {
    String vxvm70 =
        HEADING
            + """
            s1 dg2 vol fullinst vol dg1 2006/2/1 12:29 20M (0.2%) 60M (0.6%)
            s2 dg2 vol volbrk vol dg1 2006/12/31 0:00 105M (1.1%) 10G (100%)
            s3 dg1 vol spaceopt s1 dg1 2006/2/1 12:29 52M (0.5%) 52M (0.5%)
            m1 dg2 vol mirvol vol dg1 - - 58M (0.6%)
            vs1 dg1 vset - - - - - 2G (100%)
              c1 dg1 compvol mirbrk v1 dg1 2006/2/1 12:29:07 512M (50%) 1G (100%)
            vol-03 dg1 plex detmir vol dg1 - 20M (0.2%) -
            m2 dg2 vol detvol vol dg1 - 20M(0.2%) -
            """;

    List<SnapshotRow> rows = parse(vxvm70);

    assertThat(rows)
        .extracting(row -> row.snapType().map(Enum::name).orElse("-"))
        .containsExactly(
            "FULL_SIZED",
            "BROKEN_OFF_VOLUME",
            "SPACE_OPTIMIZED",
            "LINKED_MIRROR",
            "-",
            "BROKEN_OFF_MIRROR",
            "DETACHED_MIRROR",
            "DETACHED_VOLUME");
    assertThat(rows.get(5).date()).contains(LocalDateTime.of(2006, 2, 1, 12, 29, 7));
    assertThat(rows.get(6).change()).isEqualTo(amount("20M", 0.2));
    assertThat(rows.get(6).synced()).isEmpty();
    assertThat(rows.get(7).change()).isEqualTo(amount("20M", 0.2));
  }

  @Test
  void keeps_the_word_of_a_type_that_it_does_not_know() {
    SnapshotRow row = parse(HEADING + "s1 dg1 vol newtype vol dg1 - - -\n").get(0);

    assertThat(row.snapType()).contains(SnapshotType.OTHER);
    assertThat(row.typeWord()).contains("newtype");
  }

  @Test
  void only_the_whole_is_all() {
    assertThat(new DataAmount("10G", 100).all()).isTrue();
    assertThat(new DataAmount("9.9G", 99.9).all()).isFalse();
    assertThatThrownBy(() -> new DataAmount("11G", 101))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_group_may_have_no_snapshots_but_the_list_has_a_heading() {
    assertThat(parse(HEADING)).isEmpty();
    assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 120M (1.2%) 10G (100%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/13/9 7:05 120M (1.2%) 10G (100%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 9/3/2024 7:05 120M (1.2%) 10G (100%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 120M 10G (100%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 120M (1.2%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 - 10G (1.2.3%)",
        "ldom1_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 - 10G (700%)",
        "ldom1_s1 appdg vol",
        "VxVM vxsnap ERROR V-5-1-0 something",
      })
  void refuses_a_row_it_does_not_know(String row) {
    assertThatThrownBy(() -> parse(HEADING + row + "\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refuses_the_other_list_of_snapshots() {
    String print =
        """
        NAME     SNAPOBJECT     TYPE    PARENT   SNAPSHOT   %DIRTY   %VALID

        ldom1_data --           volume  --       --         --       100
        """;

    assertThatThrownBy(() -> parse(print)).isInstanceOf(IllegalArgumentException.class);
  }
}
