package org.cvmsnap.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.workflow.Listing;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables on terminals of any width. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotTableTest {
  private static final SnapshotInfo TAKEN =
      new SnapshotInfo(
          VolumeId.of("datadg", "datavol1_20260301020010"),
          Optional.of(new VolumeName("datavol1")),
          "break-off",
          Optional.of("2026-03-01T02:02:32Z"),
          20_971_520,
          OptionalDouble.of(1.5),
          OptionalDouble.of(100),
          Optional.of("ldom1"),
          Optional.of("20260301T020010Z-ldom1-piwq"),
          Proof.CLEAN_BEFORE,
          Optional.empty(),
          Optional.empty(),
          List.of());

  private static List<String> listed(Screen screen) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EscapingStream out = new EscapingStream(new PrintStream(bytes, true, UTF_8), screen, false);
    new TextRenderer(out, out, false, new Program(List.of(), Optional.empty()))
        .snapshots(new Listing.Listed(List.of(TAKEN), 0, List.of(), Map.of()));
    return bytes.toString(UTF_8).lines().toList();
  }

  private static Screen wide(int columns) {
    return new Screen(true, () -> columns);
  }

  @Test
  void a_list_has_the_columns_that_there_is_room_for() {
    assertThat(listed(wide(200)).get(0)).contains("SET", "KIND", "GROUP");
    assertThat(listed(wide(80)))
        .containsExactly(
            "NAME                     TAKEN                 SYNCED  PROOF         STATE",
            "datavol1_20260301020010  2026-03-01T02:02:32Z  100.0%  clean-before  good");
    assertThat(listed(wide(40)))
        .containsExactly("NAME                     STATE", "datavol1_20260301020010  good");
  }

  @Test
  void a_list_through_a_pipe_is_complete() {
    assertThat(listed(Screen.none())).isEqualTo(listed(wide(200)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 12, 20, 29, 40, 60, 79, 80, 200})
  void no_line_is_ever_longer_than_the_terminal_is_wide(int columns) {
    Tree tree = new Tree("sun-a", "master, here");
    Tree guest = tree.add("ldom1", "active, booting, or at the ok prompt");
    guest.add(
        "c0d2", "disk", "datadg/datavol1 (excl)", "/data, /data/with/a/long/name", "<== OPEN");
    guest.add("c0d3", "a disk of a long name", "datadg/datavol2");

    assertThat(tree.text(columns).lines()).allMatch(line -> line.length() <= columns);
    assertThat(listed(wide(columns))).allMatch(line -> line.length() <= columns);
  }

  @Test
  void the_longest_cells_give_way_and_the_columns_stay() {
    Tree tree = new Tree("guest");
    tree.add("c0d2", "disk", "datadg/datavol1", "/data/with/a/long/name", "<== OPEN TWICE");
    tree.add("c0d3", "more", "datadg/datavol2");

    assertThat(tree.text(55))
        .isEqualTo(
            """
            guest
              c0d2  disk  datadg/d...  /data/wit...  <== OPEN TWICE
              c0d3  more  datadg/datavol2
            """);
  }
}
