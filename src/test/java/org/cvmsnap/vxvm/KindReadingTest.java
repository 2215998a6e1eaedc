package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.UnclearAnswers;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only some kinds of snapshots ask VxVM. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindReadingTest {
  private static final GroupName APPDG = new GroupName("appdg");
  private static final String MAXSIZE = "vxassist -g appdg maxsize layout=nomirror,nostripe";

  private final CannedHost host = new CannedHost();
  private final Vxvm vxvm = new Vxvm(host);

  static Stream<CommandResult> unclear() {
    return UnclearAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void learns_nothing_from_an_unclear_answer(CommandResult answer) {
    Vxvm asked = new Vxvm(UnclearAnswers.host(answer));

    List<ThrowingCallable> questions =
        List.of(
            () -> asked.regionSizes(APPDG, List.of("data_dco")),
            () -> asked.comments(APPDG),
            () -> asked.exclusive(APPDG),
            () -> asked.room(APPDG));

    assertThat(questions)
        .allSatisfy(
            question -> assertThatThrownBy(question).isInstanceOf(NotLearnedException.class));
  }

  @Test
  void reads_region_sizes_in_sectors_and_leaves_out_those_that_are_not_told() throws Exception {
    host.says(
        "vxprint -g appdg -F %name|%regionsz data_dco logs_dco c1",
        """
        data_dco|128
        logs_dco|
        c1|256
        """);

    assertThat(vxvm.regionSizes(APPDG, List.of("data_dco", "logs_dco", "c1")))
        .isEqualTo(Map.of("data_dco", 128L, "c1", 256L));
  }

  @Test
  void asks_for_no_region_sizes_of_nothing() throws Exception {
    assertThat(vxvm.regionSizes(APPDG, List.of())).isEmpty();
    assertThat(host.ran()).isEmpty();
  }

  @Test
  void reads_which_volumes_are_exclusive_and_leaves_out_those_that_are_not_told() throws Exception {
    host.says(
        "vxprint -g appdg -v -F %name|%exclusive",
        """
        data|on
        data_dcl|off
        logs|
        old|-
        """);

    assertThat(vxvm.exclusive(APPDG))
        .isEqualTo(Map.of(new VolumeName("data"), true, new VolumeName("data_dcl"), false));
  }

  @Test
  void reads_comments_with_whatever_is_in_them() throws Exception {
    host.says(
        "vxprint -g appdg -v -F %name|%comment",
        """
        data|payroll | do not touch
        data_s1|cvmsnap:20240309T070500Z-ldom1-4f2a
        logs|
        old|-
        """);

    assertThat(vxvm.comments(APPDG))
        .isEqualTo(
            Map.of(
                new VolumeName("data"), "payroll | do not touch",
                new VolumeName("data_s1"), "cvmsnap:20240309T070500Z-ldom1-4f2a",
                new VolumeName("logs"), "",
                new VolumeName("old"), ""));
  }

  @Test
  void reads_how_large_a_volume_could_be() throws Exception {
    host.says(MAXSIZE, "Maximum volume size: 166713344 (81403Mb)\n");

    assertThat(vxvm.room(APPDG)).isEqualTo(166713344);
  }

  @Test
  void no_room_is_an_error_of_the_command_and_an_answer_all_the_same() throws Exception {
    for (String error :
        List.of(
            "VxVM vxassist ERROR V-5-1-15809 No free space remaining in diskgroup appdg with"
                + " given constraints\n",
            "VxVM vxassist ERROR V-5-1-752 No volume can be created within the given"
                + " constraints\n")) {
      Vxvm full = new Vxvm(command -> new CommandResult.Finished(1, "", error));

      assertThat(full.room(APPDG)).isZero();
    }
  }

  @Test
  void another_error_is_not_taken_for_no_room() {
    Vxvm lost =
        new Vxvm(
            command ->
                new CommandResult.Finished(
                    9, "", "VxVM vxassist ERROR V-5-1-607 Diskgroup appdg not found\n"));

    assertThatThrownBy(() -> lost.room(APPDG)).isInstanceOf(NotLearnedException.class);
  }
}
