package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FaultTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private final Console console = Console.builtIn();

  private CommandRunner.Outcome unmount(Fault.Effect effect) {
    console.cluster().add(Fault.on("umount /data", effect));
    return console.cluster().run("ldom1", List.of("/usr/sbin/umount", "/data"), LIMIT);
  }

  private boolean mounted() {
    return console.guest("ldom1").mountPoints().contains("/data");
  }

  @Test
  void fail_does_nothing_and_says_no() {
    CommandResult result = unmount(Fault.Effect.FAIL).result();

    assertThat(result).isEqualTo(new CommandResult.Finished(1, "", "umount: injected failure\n"));
    assertThat(mounted()).isTrue();
  }

  @Test
  void fail_late_does_it_and_says_no() {
    CommandResult result = unmount(Fault.Effect.FAIL_LATE).result();

    assertThat(result).isEqualTo(new CommandResult.Finished(1, "", "umount: injected failure\n"));
    assertThat(mounted()).isFalse();
  }

  @Test
  void hang_does_nothing_and_says_nothing() {
    CommandResult result = unmount(Fault.Effect.HANG).result();

    assertThat(result).isEqualTo(new CommandResult.Unknown("no answer within 60.0 s"));
    assertThat(console.cluster().elapsed()).isEqualTo(LIMIT);
    console.cluster().advance(Duration.ofHours(1));
    assertThat(mounted()).isTrue();
  }

  @Test
  void hang_late_says_nothing_and_does_it_later() {
    CommandResult result = unmount(Fault.Effect.HANG_LATE).result();

    assertThat(result).isInstanceOf(CommandResult.Unknown.class);
    console.cluster().advance(Duration.ofSeconds(20));
    assertThat(mounted()).isTrue();
    console.cluster().advance(Duration.ofSeconds(2));
    assertThat(mounted()).isFalse();
  }

  @Test
  void hang_late_survives_a_copy() {
    unmount(Fault.Effect.HANG_LATE);
    Console copy = new Console(console.cluster().copy());

    copy.cluster().advance(Duration.ofSeconds(22));

    assertThat(copy.guest("ldom1").mountPoints()).doesNotContain("/data");
  }

  @Test
  void silent_does_nothing_and_says_yes() {
    CommandResult result = unmount(Fault.Effect.SILENT).result();

    assertThat(result).isEqualTo(new CommandResult.Finished(0, "", ""));
    assertThat(mounted()).isTrue();
  }

  @Test
  void garbage_does_it_and_cannot_be_read() {
    CommandResult result = unmount(Fault.Effect.GARBAGE).result();

    assertThat(result)
        .isInstanceOfSatisfying(
            CommandResult.Finished.class,
            finished -> {
              assertThat(finished.exit()).isZero();
              assertThat(finished.out()).contains("\u0000");
            });
    assertThat(mounted()).isFalse();
  }

  @Test
  void crash_before_kills_before_the_effect() {
    assertThat(unmount(Fault.Effect.CRASH_BEFORE).dies()).isTrue();
    assertThat(mounted()).isTrue();
  }

  @Test
  void crash_after_kills_after_the_effect() {
    assertThat(unmount(Fault.Effect.CRASH_AFTER).dies()).isTrue();
    assertThat(mounted()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Fault.Effect.class)
  void every_effect_fires_once_and_is_counted(Fault.Effect effect) {
    unmount(effect);
    console.run("ldom1", "umount /data", LIMIT);

    assertThat(console.cluster().faults())
        .containsExactly(new Fault.Progress(Fault.on("umount /data", effect), 2, 1));
  }

  @Test
  void hits_from_the_nth_match_on_as_often_as_it_says() {
    console.cluster().add(Fault.on("ldm list*", Fault.Effect.FAIL).nth(2).times(2));

    int[] exits = new int[5];
    for (int i = 0; i < exits.length; i++) {
      exits[i] = console.answer("sun-a", "/usr/sbin/ldm list -p").exit();
    }

    assertThat(exits).containsExactly(0, 1, 1, 0, 0);
  }

  @Test
  void times_0_hits_for_ever() {
    console.cluster().add(Fault.on("uname -?", Fault.Effect.SILENT).times(0));

    for (int i = 0; i < 50; i++) {
      assertThat(console.ok("sun-a", "uname -n")).isEmpty();
    }
    console.cluster().clearFaults();
    assertThat(console.ok("sun-a", "uname -n")).isEqualTo("sun-a\n");
  }

  @Test
  void may_be_for_one_machine_only() {
    console.cluster().add(Fault.on("uname*", Fault.Effect.FAIL).times(0).host("sun-b"));

    assertThat(console.answer("sun-a", "uname -n").exit()).isZero();
    assertThat(console.answer("sun-b", "uname -n").exit()).isEqualTo(1);
  }

  @Test
  void what_stands_before_the_program_does_not_count() {
    console.cluster().add(Fault.on("ldm list-variable auto-boot? ldom1", Fault.Effect.FAIL));

    assertThat(
            console
                .answer(
                    "sun-a", "/usr/bin/env LC_ALL=C /usr/sbin/ldm list-variable auto-boot? ldom1")
                .exit())
        .isEqualTo(1);
  }
}
