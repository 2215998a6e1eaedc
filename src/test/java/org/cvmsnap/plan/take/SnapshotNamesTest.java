package org.cvmsnap.plan.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapshotNamesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T22:15:30Z");

  private static SnapshotNames names(String template, String... taken) {
    return new SnapshotNames(template, NOW, group -> group, group -> Set.of(taken));
  }

  private static List<String> named(SnapshotNames names, String... sources) {
    return names
        .name(Arrays.stream(sources).map(source -> VolumeId.of("datadg", source)).toList())
        .pairs()
        .stream()
        .map(pair -> pair.snapshot().name().value())
        .toList();
  }

  private static String problem(SnapshotNames names, String... sources) {
    return names
        .name(Arrays.stream(sources).map(source -> VolumeId.of("datadg", source)).toList())
        .refusals()
        .stream()
        .map(Refusal::problem)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "'{volume}_{date}{time}', data, data_20260301221530",
    "'{volume}-{n}',          data, data-1",
    "'snap.{date}',           data, snap.20260301",
    "'{time}{volume}',        data, 221530data",
    "monday,                  data, monday",
  })
  void fills_a_template(String template, String source, String name) {
    assertThat(named(names(template), source)).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource({
    "oradata12,        oradata12_20260301221530",
    "oradata_prod_01,  orad" + "od_01_20260301221530",
    "oradata_prod_02,  orad" + "od_02_20260301221530",
  })
  void the_usual_name_always_fits_and_keeps_the_end_of_the_volumes(String source, String name) {
    assertThat(named(names(SnapshotNames.USUAL), source)).containsExactly(name);
    assertThat(name.length()).isLessThanOrEqualTo(VolumeName.MAX_PREPARED);
  }

  @Test
  void a_number_is_the_lowest_with_which_all_names_are_free() {
    assertThat(named(names("{volume}_{n}", "a_1", "b_2"), "a", "b")).containsExactly("a_3", "b_3");
  }

  @Test
  void numbers_may_run_out() {
    String[] all = new String[9999];
    Arrays.setAll(all, i -> "s" + (i + 1));

    assertThat(problem(names("s{n}", all), "a")).contains("has a volume of that name");
  }

  @Test
  void two_volumes_do_not_get_one_name() {
    assertThat(problem(names(SnapshotNames.USUAL), "orad_one_00_01", "orad_two_00_01"))
        .contains("another snapshot of this set gets that name");
  }

  @Test
  void whatever_cannot_be_a_name_is_refused() {
    assertThat(problem(names("{volume}_0123456789012345"), "datavol1")).contains("25 characters");
    assertThat(problem(names("a b"), "datavol1")).contains("VxVM takes letters");
    assertThat(problem(names("snap", "snap"), "datavol1")).contains("has a volume of that name");
  }

  @Test
  void a_template_is_checked_before_anything_else() {
    assertThat(SnapshotNames.problem("{volume}_{day}", 1)).contains("{day}");
    assertThat(SnapshotNames.problem("{date}", 2)).contains("needs {volume}");
    assertThat(SnapshotNames.problem("{date}", 1)).isEmpty();
    assertThat(SnapshotNames.problem("{volume}_{date}_{time}_{n}", 2)).isEmpty();
    assertThat(SnapshotNames.problem("", 1)).contains("makes no name");
    assertThat(SnapshotNames.problem(".", 1)).contains("makes no name");
    assertThat(SnapshotNames.problem("..", 1)).contains("makes no name");
    assertThat(SnapshotNames.problem("{volume} {date}", 2)).contains("makes no name");
    assertThat(SnapshotNames.problem("-{n}", 1)).contains("no - in front");
  }

  @Test
  void knows_which_volumes_keep_their_whole_name() {
    assertThat(SnapshotNames.keepsWhole(new VolumeName("datavol12"))).isTrue();
    assertThat(SnapshotNames.keepsWhole(new VolumeName("datavol123"))).isFalse();
  }

  @Test
  void a_name_is_not_free_while_a_record_that_comes_with_it_is_there() {
    for (String record : List.of("snap_dco", "snap_dcl", "snap_dcl-01", "snap-01")) {
      SnapshotNames.Named named =
          names("snap", record).name(List.of(VolumeId.of("datadg", "datavol1")));

      assertThat(named.refusals()).hasSize(1);
      assertThat(named.refusals().get(0).problem()).contains(record);
    }
  }
}
