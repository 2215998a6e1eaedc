package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.UnclearAnswers;
import org.cvmsnap.model.Holder;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GuestOsTest {
  private static final String MULTI_USER = "svcs -H -o state svc:/milestone/multi-user:default";

  private final CannedHost host = new CannedHost();
  private final GuestOs guest = new GuestOs(host);

  static Stream<CommandResult> unclear() {
    return UnclearAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void learns_nothing_from_an_unclear_answer(CommandResult answer) {
    GuestOs asked = new GuestOs(UnclearAnswers.host(answer));

    List<ThrowingCallable> questions =
        List.of(
            asked::mounts,
            asked::vfstab,
            () -> asked.service(GuestOs.MULTI_USER),
            () -> asked.holders("/data"));

    assertThat(questions)
        .allSatisfy(
            question ->
                assertThatThrownBy(question)
                    .isInstanceOf(NotLearnedException.class)
                    .hasMessageMatching("(?s)'(cat|svcs|fuser) .*' (ended|could|gave|said) .*"));
  }

  @Test
  void a_file_system_that_nobody_uses_has_no_holders() throws Exception {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "", "/data:\n"));

    assertThat(guest.holders("/data")).isEmpty();
    assertThat(host.ran()).containsExactly("fuser -c /data");
  }

  @Test
  void letters_of_holders_without_any_number_are_not_taken_for_none() {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "", "/data:  oc\n"));

    assertThatThrownBy(() -> guest.holders("/data"))
        .isInstanceOf(NotLearnedException.class)
        .hasMessage("'fuser -c /data' tells of processes and names none");
  }

  @Test
  void names_the_holders_with_one_more_command() throws Exception {
    host.answers("fuser -c /data", new CommandResult.Finished(0, "  1234 1240", "/data: c o\n"))
        .says(
            "ps -o pid,user,args -p 1234,1240",
            """
              PID     USER COMMAND
             1234   oracle /u01/app/oracle/bin/tnslsnr LISTENER -inherit
             1240     root -bash
            """);

    assertThat(guest.holders("/data"))
        .containsExactly(
            new Holder(1234, "oracle", "/u01/app/oracle/bin/tnslsnr LISTENER -inherit"),
            new Holder(1240, "root", "-bash"));
  }

  @Test
  void a_holder_that_vanished_meanwhile_still_counts() throws Exception {
    host.says("fuser -c /data", "1234 1240 1234")
        .answers(
            "ps -o pid,user,args -p 1234,1240",
            new CommandResult.Finished(1, "  PID USER COMMAND\n 1240 root sh -c a\nb\n", ""));

    assertThat(guest.holders("/data"))
        .containsExactly(Holder.unnamed(1234), new Holder(1240, "root", "sh -c a"));
  }

  @Test
  void holders_count_even_when_none_can_be_named_any_more() throws Exception {
    host.says("fuser -c /data", "1234").fails("ps -o pid,user,args -p 1234", 1, "");

    assertThat(guest.holders("/data")).containsExactly(Holder.unnamed(1234));
  }

  @Test
  void a_list_of_processes_that_is_none_is_not_understood() {
    host.says("fuser -c /data", "1234").says("ps -o pid,user,args -p 1234", "what?\n");

    assertThatThrownBy(() -> guest.holders("/data"))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("what?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data: 1234c", "1234o", "-1"})
  void refuses_holders_that_are_not_numbers(String output) {
    host.says("fuser -c /data", output);

    assertThatThrownBy(() -> guest.holders("/data")).isInstanceOf(NotLearnedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"online", "online*", "offline", "offline*", "disabled", "maintenance"})
  void reads_the_state_of_a_service(String state) throws Exception {
    host.says(MULTI_USER, state + "\n");

    assertThat(guest.service(GuestOs.MULTI_USER)).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "STATE\nonline\n", "online\nonline\n"})
  void refuses_what_is_not_one_state(String output) {
    host.says(MULTI_USER, output);

    assertThatThrownBy(() -> guest.service(GuestOs.MULTI_USER))
        .isInstanceOf(NotLearnedException.class);
  }

  @Test
  void reads_the_tables_of_mounts() throws Exception {
    host.says("cat /etc/mnttab", "rpool/ROOT\t/\tzfs\tdev=4010002\t0\n")
        .says("cat /etc/vfstab", "fd - /dev/fd fd - no -\n");

    assertThat(guest.mounts()).hasSize(1);
    assertThat(guest.vfstab()).hasSize(1);
  }
}
