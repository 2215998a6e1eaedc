package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupLayoutParserTest {
  private static final GroupName APPDG = new GroupName("appdg");
  private static final VolumeName DATA = new VolumeName("ldom1_data");

  private static final String HEADINGS =
      """
      DG NAME         NCONFIG      NLOG     MINORS   GROUP-ID
      ST NAME         STATE        DM_CNT   SPARE_CNT         APPVOL_CNT
      DM NAME         DEVICE       TYPE     PRIVLEN  PUBLEN   STATE
      RV NAME         RLINK_CNT    KSTATE   STATE    PRIMARY  DATAVOLS  SRL
      RL NAME         RVG          KSTATE   STATE    REM_HOST REM_DG    REM_RLNK
      CO NAME         CACHEVOL     KSTATE   STATE
      VT NAME         RVG          KSTATE   STATE    NVOLUME
      V  NAME         RVG/VSET/CO  KSTATE   STATE    LENGTH   READPOL   PREFPLEX UTYPE
      PL NAME         VOLUME       KSTATE   STATE    LENGTH   LAYOUT    NCOL/WID MODE
      SD NAME         PLEX         DISK     DISKOFFS LENGTH   [COL/]OFF DEVICE   MODE
      SV NAME         PLEX         VOLNAME  NVOLLAYR LENGTH   [COL/]OFF AM/NM    MODE
      SC NAME         PLEX         CACHE    DISKOFFS LENGTH   [COL/]OFF DEVICE   MODE
      DC NAME         PARENTVOL    LOGVOL
      SP NAME         SNAPVOL      DCO
      EX NAME         ASSOC        VC                       PERMS    MODE     STATE
      SR NAME         KSTATE

      """;

  private static final String GROUP =
      """
      dg appdg        default      default  55000    1700000000.10.hosta

      dm appdg01      c2t1d0s2     auto     65536    2147417808 -
      dm appdg02      c2t2d0s2     auto     65536    2147417808 -

      """;

  private static final String PREPARED_6_2 =
      HEADINGS
          + GROUP
          + """
          v  ldom1_data   -            ENABLED  ACTIVE   20971520 SELECT    -        fsgen
          pl ldom1_data-01 ldom1_data  ENABLED  ACTIVE   20971520 CONCAT    -        RW
          sd appdg01-01   ldom1_data-01 appdg01 0        20971520 0         c2t1d0   ENA
          pl ldom1_data-02 ldom1_data  ENABLED  SNAPDONE 20971520 CONCAT    -        WO
          sd appdg02-01   ldom1_data-02 appdg02 0        20971520 0         c2t2d0   ENA
          pl ldom1_data-03 ldom1_data  ENABLED  SNAPATT  20971520 CONCAT    -        WO
          dc ldom1_data_dco ldom1_data ldom1_data_dcl
          v  ldom1_data_dcl -          ENABLED  ACTIVE   67840    SELECT    -        gen
          pl ldom1_data_dcl-01 ldom1_data_dcl ENABLED ACTIVE 67840 CONCAT   -        RW
          sp ldom1_s1_snp1 ldom1_data  ldom1_data_dco

          v  ldom1_s1     -            ENABLED  ACTIVE   20971520 ROUND     -        fsgen
          pl ldom1_s1-01  ldom1_s1     ENABLED  ACTIVE   20971520 CONCAT    -        RW
          """;

  private static GroupLayout parse(String output) {
    return GroupLayoutParser.parse(APPDG, output);
  }

  private static GroupLayout rows(String rows) {
    return parse(HEADINGS + GROUP + rows);
  }

  private static Plex plex(String name, VolumeName volume, String state) {
    return new Plex(name, Optional.of(volume), "ENABLED", state, "CONCAT");
  }

  @Test
  void reads_volumes_with_their_plexes() {
    GroupLayout layout = parse(PREPARED_6_2);

    assertThat(layout.volume(DATA))
        .contains(new VolumeRecord(DATA, "ENABLED", "ACTIVE", 20971520, false));
    assertThat(layout.plexesOf(DATA))
        .containsExactly(
            plex("ldom1_data-01", DATA, "ACTIVE"),
            plex("ldom1_data-02", DATA, "SNAPDONE"),
            plex("ldom1_data-03", DATA, "SNAPATT"));
    assertThat(layout.plexesOf(DATA))
        .extracting(Plex::readyToBreakOff)
        .containsExactly(false, true, false);
    assertThat(layout.plexesOf(DATA))
        .extracting(Plex::gettingReady)
        .containsExactly(false, false, true);
  }

  @Test
  void the_log_of_a_dco_is_no_data_volume() {
    GroupLayout layout = parse(PREPARED_6_2);

    assertThat(layout.volumes()).hasSize(3);
    assertThat(layout.dataVolumes())
        .extracting(volume -> volume.name().value())
        .containsExactly("ldom1_data", "ldom1_s1");
  }

  @Test
  void reads_dcos_and_snap_objects() {
    GroupLayout layout = parse(PREPARED_6_2);

    assertThat(layout.dcoOf(DATA))
        .contains(new Dco("ldom1_data_dco", DATA, new VolumeName("ldom1_data_dcl")));
    assertThat(layout.dcoOf(new VolumeName("ldom1_s1"))).isEmpty();
    assertThat(layout.snapObjects()).containsExactly("ldom1_s1_snp1");
  }

  @Test
  void reads_a_cache_and_keeps_its_volume_apart() {
    GroupLayout layout =
        rows(
            """
            co cacheobj     cachevol     ENABLED  ACTIVE
            v  cachevol     cacheobj     ENABLED  ACTIVE   41875568 SELECT    -        fsgen
            pl cachevol-01  cachevol     ENABLED  ACTIVE   41875568 CONCAT    -        RW
            v  ldom1_so     -            ENABLED  INVALID  20971520 SELECT    -        fsgen
            pl ldom1_so-P01 ldom1_so     ENABLED  ACTIVE   20971520 CONCAT    -        RW
            sc ldom1_so-S01 ldom1_so-P01 cacheobj 0        20971520 0         -        ENA
            """);

    assertThat(layout.caches())
        .containsExactly(
            new CacheObject("cacheobj", new VolumeName("cachevol"), "ENABLED", "ACTIVE"));
    assertThat(layout.cacheOf(new VolumeName("ldom1_so"))).isEqualTo(layout.cache("cacheobj"));
    assertThat(layout.cacheOf(new VolumeName("cachevol"))).isEmpty();
    assertThat(layout.recordNames())
        .containsExactlyInAnyOrder(
            "cacheobj", "cachevol", "cachevol-01", "ldom1_so", "ldom1_so-P01");
    assertThat(layout.dataVolumes()).hasSize(1);
    assertThat(layout.dataVolumes().get(0).enabledAndActive()).isFalse();
  }

  @Test
  void a_volume_whose_plexes_are_built_of_volumes_is_layered() {
    GroupLayout layout =
        rows(
            """
            v  big          -            ENABLED  ACTIVE   2097152  SELECT    big-03   fsgen
            pl big-03       big          ENABLED  ACTIVE   2097152  STRIPE    2/128    RW
            sv big-S01      big-03       big-L01  1        1048576  0/0       2/2      ENA
            v2 big-L01      -            ENABLED  ACTIVE   1048576  SELECT    -        fsgen
            p2 big-P01      big-L01      ENABLED  ACTIVE   1048576  CONCAT    -        RW
            s2 appdg01-02   big-P01      appdg01  0        1048576  0         c2t1d0   ENA
            sv big-S02      big-03       big-L02  1        1048576  1/0       2/2      ENA
            v  big-L02      -            ENABLED  ACTIVE   1048576  SELECT    -        fsgen
            pl big-P02      big-L02      ENABLED  ACTIVE   1048576  CONCAT    -        RW
            v  flat         -            ENABLED  ACTIVE   2097152  SELECT    -        fsgen
            pl flat-01      flat         ENABLED  ACTIVE   2097152  CONCAT    -        RW
            """);

    assertThat(layout.dataVolumes())
        .extracting(volume -> volume.name() + " " + volume.layered())
        .containsExactly("big true", "flat false");
  }

  @Test
  void reads_plexes_that_are_dissociated_or_hold_only_a_log() {
    GroupLayout layout =
        rows(
            """
            pl old-02       -            DISABLED -        204800   CONCAT    -        RW
            v  old          -            DISABLED CLEAN    204800   SELECT    -        fsgen
            pl old-03       old          ENABLED  ACTIVE   LOGONLY  CONCAT    -        RW
            """);

    assertThat(layout.plexes())
        .extracting(Plex::volume)
        .containsExactly(Optional.empty(), Optional.of(new VolumeName("old")));
    assertThat(layout.dataVolumes().get(0).enabledAndActive()).isFalse();
  }

  @Test
  void reads_rows_without_headings_whose_padding_was_lost() {
    String flat =
        Pattern.compile("[ \t]+")
            .matcher(PREPARED_6_2.substring(HEADINGS.length()))
            .replaceAll(" ");

    assertThat(parse(flat)).usingRecursiveComparison().isEqualTo(parse(PREPARED_6_2));
  }

  @Test
  void reads_rows_that_long_names_have_pushed_aside() {
    String name = "a_volume_name_of_thirty_one_chs";
    GroupLayout layout = rows("v  " + name + " - ENABLED ACTIVE 9007199254740992 SELECT - fsgen\n");

    assertThat(layout.dataVolumes().get(0).sectors()).isEqualTo(9007199254740992L);
  }

  @Test
  void takes_a_group_that_is_named_before_its_records() {
    assertThat(parse("Disk group: appdg\n\n" + PREPARED_6_2))
        .usingRecursiveComparison()
        .isEqualTo(parse(PREPARED_6_2));
  }

  @Test
  void a_group_may_be_empty_but_has_to_be_named() {
    assertThat(parse(HEADINGS + GROUP).dataVolumes()).isEmpty();
    assertThatThrownBy(() -> parse(HEADINGS)).hasMessage("no dg record");
    assertThatThrownBy(() -> parse("")).hasMessage("no dg record");
  }

  @Test
  void refuses_what_is_told_of_another_group() {
    assertThatThrownBy(() -> GroupLayoutParser.parse(new GroupName("otherdg"), PREPARED_6_2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("asked for otherdg, told of appdg");
  }

  @Test
  void refuses_the_default_format_whose_columns_differ() {
    String vxprint =
        """
        TY NAME         ASSOC        KSTATE   LENGTH   PLOFFS   STATE    TUTIL0  PUTIL0
        dg appdg        appdg        -        -        -        -        -       -
        v  ldom1_data   fsgen        ENABLED  20971520 -        ACTIVE   -       -
        """;

    assertThatThrownBy(() -> parse(vxprint)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse(vxprint.substring(vxprint.indexOf("dg"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v  ldom1_data   fsgen        ENABLED  ACTIVE   20971520 SELECT    -",
        "v  ldom1_data   -            ENABLED  ACTIVE   20M      SELECT    -        fsgen",
        "v  ldom1_data   -            ENABLED  ACTI",
        "v  -data        -            ENABLED  ACTIVE   20971520 SELECT    -        fsgen",
        "pl ldom1_data-01 ldom1_data  ENABLED  ACTIVE   20971520 CONCAT    -",
        "pl ldom1_data-01 ldom1_data  ENABLED  20971520 ACTIVE   -         -        -",
        "dc ldom1_data_dco ldom1_data",
        "sp ldom1_s1_snp1 ldom1_data",
        "co cacheobj     cachevol     ENABLED",
        "sv big-S01      big-03",
        "dg",
        "xx ldom1_data",
        "VxVM vxprint WARNING V-5-1-0 something",
      })
  void refuses_a_line_it_does_not_know(String row) {
    assertThatThrownBy(() -> rows(row + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".+");
  }

  @Test
  void a_line_that_names_another_group_than_the_record_is_refused() {
    String record = "dg appdg default default 55000 1700000000.10.hosta\n";

    assertThatThrownBy(() -> parse("Disk group: otherdg\n\n" + record))
        .hasMessageContaining("told of otherdg");
  }
}
