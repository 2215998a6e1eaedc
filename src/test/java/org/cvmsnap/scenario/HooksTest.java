package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.error.ExitCode;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Hook.Moment;
import org.cvmsnap.model.Hook.OnError;
import org.cvmsnap.model.Hook.Place;
import org.cvmsnap.model.Mode;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.plan.restore.RestorePlanner;
import org.cvmsnap.plan.restore.SnapshotSelection;
import org.cvmsnap.plan.snapshot.Retention;
import org.cvmsnap.plan.take.BreakOff;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.testing.Crashed;
import org.cvmsnap.testing.SilentListener;
import org.cvmsnap.testing.World;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Restore;
import org.cvmsnap.workflow.Take;
import org.cvmsnap.workflow.TakeReport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of the site's own at the moments of a run, and a database that one of them stops. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HooksTest {
  private static final String DB = "svc:/application/db:default";
  private static final String SERVICE =
      """
      mounted = ["/data"]

      [[node.domain.smf]]
      fmri = "svc:/application/db:default"
      mountPoint = "/data"

      [[node.domain.program]]
      name = "freeze-app"

      [[node.domain.program]]
      name = "umount"

      [[node.domain.program]]
      name = "true"
      """;
  private static final String PROGRAMS =
      """
      [[node.program]]
      name = "note"

      [[node.program]]
      name = "fails"
      exit = 4
      says = "first\\nno such host\\u001b"

      [[node.program]]
      name = "ldm"

      [[node.program]]
      name = "true"

      [[node.program]]
      name = "hangs"
      seconds = 86400

      [[node.vds]]
      """;

  private final List<String> warned = new ArrayList<>();
  private final World world =
      World.changed("mounted = [\"/data\"]", SERVICE, "[[node.vds]]", PROGRAMS);
  private Mode mode = Mode.STOP;

  private static Hook hook(String name, Place place, OnError onError, String... commands) {
    Map<Moment, List<String>> each = new EnumMap<>(Moment.class);
    for (String command : commands) {
      String[] words = command.split(": ", 2);
      Moment moment =
          Arrays.stream(Moment.values())
              .filter(one -> one.word().equals(words[0]))
              .findFirst()
              .get();
      each.put(moment, List.of(words[1].split(" ", -1)));
    }
    return new Hook(name, place, each, Hook.USUAL_LIMIT, onError);
  }

  private static Hook here(OnError onError, String... commands) {
    return hook("site", Place.CONTROL_DOMAIN, onError, commands);
  }

  private static Hook database(OnError onError) {
    return hook(
        "database",
        Place.GUEST,
        onError,
        "before-outage: /usr/sbin/svcadm disable -s " + DB,
        "after-return: /usr/sbin/svcadm enable -s " + DB);
  }

  private Take taking() {
    EngineListener listener =
        new EngineListener() {
          @Override
          public void warn(String warning) {
            warned.add(warning);
          }
        };
    return new Take(world.session(), listener, Optional.empty());
  }

  private TakeRequest request(Hook... hooks) {
    return new TakeRequest(
        OutageOptions.usual(new GuestName("ldom1"), Optional.empty()).in(mode).with(List.of(hooks)),
        List.of(SnapshotRef.of("datavol1")),
        Optional.empty(),
        new BreakOff());
  }

  private RunResult take(Hook... hooks) {
    return take(Take.Afterwards.NOTHING, hooks).result();
  }

  private TakeReport take(Take.Afterwards then, Hook... hooks) {
    try {
      return taking().run(request(hooks), then);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void dies(Hook... hooks) {
    assertThat(catchThrowable(() -> take(hooks))).isInstanceOf(Crashed.class);
    world.noFaults();
  }

  private String database() {
    return String.valueOf(world.guest("ldom1").services().get(DB));
  }

  /** The places of the first commands that contain each of these, which is their order. */
  private List<Integer> order(String... pieces) {
    List<String> ran = world.mutations();
    return Arrays.stream(pieces)
        .map(
            piece ->
                ran.indexOf(
                    ran.stream()
                        .filter(line -> line.contains(piece))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(piece + " is not in " + ran))))
        .toList();
  }

  private long ran(String piece) {
    return world.mutations().stream().filter(line -> line.contains(piece)).count();
  }

  private void assertAllBack() {
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(database()).isEqualTo("online");
    assertThat(world.debts()).isEmpty();
  }

  @Test
  void a_database_that_is_online_is_a_refusal_unless_a_hook_may_end_that() {
    assertThat(world.cvmsnap("take", "datavol1", "--ldom", "ldom1"))
        .exitsWith(ExitCode.REFUSED)
        .says("/data in ldom1 is in use by process 2001");

    RunResult result = take(here(OnError.ABORT, "before-outage: /opt/note nothing"));

    assertThat(result.status()).isEqualTo(ExitCode.FAILED.value());
    assertThat(result.why()).contains("unmount /data");
    assertAllBack();
  }

  @Test
  void a_database_is_stopped_before_the_first_unmount_and_started_after_the_last_mount() {
    RunResult result = take(database(OnError.ABORT));

    assertThat(result.status()).isZero();
    assertThat(
            order(
                "svcadm disable",
                "umount",
                "ldm stop",
                "make source=",
                "ldm start",
                "svcadm enable"))
        .isSorted();
    assertThat(order(" mount ", "svcadm enable")).isSorted();
    assertThat(result.outage().orElseThrow().end()).isPresent();
    assertAllBack();
  }

  @Test
  void so_it_is_where_the_guest_runs_on() {
    mode = Mode.DETACH;

    assertThat(take(database(OnError.ABORT)).status()).isZero();

    assertThat(order("svcadm disable", "umount", "ldm rm-vdisk", "ldm add-vdisk", "svcadm enable"))
        .isSorted();
    assertAllBack();
  }

  @Test
  void what_is_stopped_counts_into_the_outage() {
    double with = take(database(OnError.ABORT)).outage().orElseThrow().lasted().toMillis();
    world.typed("ldom1", "svcadm disable " + DB);
    double without = take().outage().orElseThrow().lasted().toMillis();

    assertThat(with - without).isGreaterThan(6000);
  }

  @Test
  void hooks_of_pairs_return_in_the_reverse_order() {
    Hook app =
        hook(
            "app",
            Place.GUEST,
            OnError.ABORT,
            "before-outage: /opt/freeze-app on",
            "after-return: /opt/freeze-app off");

    assertThat(take(app, database(OnError.ABORT)).status()).isZero();

    assertThat(order("freeze-app on", "svcadm disable", "svcadm enable", "freeze-app off"))
        .isSorted();
  }

  @Test
  void a_database_that_cannot_be_stopped_ends_the_run_and_is_started_again() {
    world.fault(Fault.on("svcadm disable *", Effect.FAIL_LATE));

    RunResult result = take(database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(ExitCode.FAILED.value());
    assertThat(result.why())
        .isEqualTo(
            "before-outage-hook database: its command failed (exit status 1: svcadm: injected"
                + " failure)");
    assertThat(ran("umount")).isZero();
    assertAllBack();
  }

  @Test
  void one_that_does_not_answer_may_still_stop_it_so_that_it_is_started_once_more_at_the_end() {
    world.fault(Fault.on("svcadm disable *", Effect.HANG_LATEST));

    RunResult result = take(database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(ExitCode.FAILED.value());
    assertThat(result.why()).contains("its command may still run in ldom1 (");
    assertThat(ran("svcadm enable")).isEqualTo(2);
    assertAllBack();
    // What is started once more in case it was stopped late was not away for all of that time.
    Duration lasted = result.outage().orElseThrow().lasted();
    assertThat(lasted).isLessThan(Duration.ofMinutes(10));
    assertThat(world.cvmsnap("runs", "--json").json().toString())
        .contains("awaySeconds=" + lasted.toMillis() / 1000.0);
  }

  @ParameterizedTest
  @CsvSource({
    "CONTROL_DOMAIN, after-return: /sbin/ldm stop ldom1, ldom1 has to be started",
    "GUEST, after-return: /usr/sbin/umount /data, /data has to be mounted in ldom1",
  })
  void what_is_taken_away_again_when_the_guest_is_back_is_owed(
      Place place, String command, String owed) {
    world.typed("ldom1", "svcadm disable " + DB);
    for (Hook hook :
        List.of(
            hook("alone", place, OnError.ABORT, command),
            hook("pair", place, OnError.ABORT, "before-outage: /usr/bin/true", command))) {
      RunResult result = take(hook);

      assertThat(result.status()).isEqualTo(105);
      assertThat(result.made()).isTrue();
      assertThat(result.why()).contains(owed + ", again");
      assertThat(warned).last().asString().contains("Others have changed what was given back");
      assertThat(world.cvmsnap("status")).exitsWith(ExitCode.SERVICE_DOWN).prints(owed);
      assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();
      assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    }
  }

  @Test
  void a_guest_that_a_hook_has_bound_is_told() {
    world.typed("ldom1", "svcadm disable " + DB);
    world.typed("sun-a", "ldm stop ldom1").typed("sun-a", "ldm unbind ldom1");

    take(here(OnError.ABORT, "after-return: /sbin/ldm bind ldom1"));

    assertThat(warned)
        .last()
        .asString()
        .startsWith("ldom1 was inactive and is bound now, which this run has not done itself");
  }

  @Test
  void a_database_that_does_not_start_is_owed_although_the_guest_is_up() {
    world.fault(Fault.on("svcadm enable *", Effect.FAIL).times(0));

    RunResult result = take(database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(105);
    assertThat(result.made()).isTrue();
    assertThat(result.why())
        .isEqualTo(
            "after-return-hook database: its command failed (exit status 1: svcadm: injected"
                + " failure)");
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(database()).isEqualTo("disabled");
    assertThat(world.cvmsnap("status"))
        .exitsWith(ExitCode.SERVICE_DOWN)
        .prints("what hook database has stopped for ldom1 has to be started")
        .prints("/usr/sbin/svcadm enable -s " + DB);
    assertThat(world.cvmsnap("recover"))
        .exitsWith(105)
        .says("service: ldom1 lacks what it had: what hook database has stopped");

    world.noFaults();

    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();
    assertAllBack();
  }

  @Test
  void one_that_fails_once_is_tried_again() {
    world.fault(Fault.on("svcadm enable *", Effect.FAIL));

    assertThat(take(database(OnError.ABORT)).status()).isZero();
    assertAllBack();
  }

  @Test
  void a_crash_leaves_a_database_that_is_owed_and_recovered_without_any_configuration() {
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    dies(database(OnError.ABORT));
    assertThat(world.debts()).extracting(Debt::kind).contains("quiesced", "stopped");
    assertThat(world.cvmsnap("recover", "--dry-run"))
        .exitsWith(ExitCode.DONE)
        .prints("/usr/sbin/svcadm enable -s " + DB);

    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();

    assertAllBack();
  }

  @Test
  void what_was_not_unmounted_yet_goes_when_somebody_then_stops_the_guest_and_is_mounted_again() {
    world.fault(Fault.on("svcadm disable *", Effect.CRASH_AFTER));
    dies(database(OnError.ABORT));
    world.noFaults().typed("sun-a", "ldm stop ldom1");

    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();

    assertAllBack();
  }

  @Test
  void a_crash_as_it_is_stopped_leaves_the_same() {
    world.fault(Fault.on("svcadm disable *", Effect.CRASH_AFTER));
    dies(database(OnError.ABORT));
    assertThat(database()).isEqualTo("disabled");

    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();

    assertAllBack();
  }

  @Test
  void an_after_return_command_without_a_before_runs_when_the_guest_is_back_and_is_never_owed() {
    Hook good = here(OnError.ABORT, "after-return: /opt/note done");
    assertThat(take(good, database(OnError.ABORT)).status()).isZero();
    assertThat(order("svcadm enable", "note done")).isSorted();

    RunResult result =
        take(here(OnError.ABORT, "after-return: /opt/fails"), database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(ExitCode.HOUSEKEEPING.value());
    assertThat(result.dispensed())
        .containsExactly(
            "after-return-hook site: its command failed (exit status 4: first; no such host\u001b)");
    assertThat(world.cvmsnap("status")).exitsWith(ExitCode.DONE);
    assertAllBack();
  }

  @Test
  void such_a_command_runs_after_a_crash_too() {
    world.fault(Fault.on("ldm bind *", Effect.CRASH_BEFORE));
    dies(here(OnError.ABORT, "after-return: /opt/note done"), database(OnError.ABORT));

    assertThat(world.cvmsnap("recover")).exitsWith(ExitCode.DONE).hasNoDebts();

    assertThat(ran("note done")).isEqualTo(1);
  }

  @Test
  void commands_run_after_the_unmount_and_after_the_snapshot_and_are_told_what_it_is_about() {
    Hook both =
        here(OnError.ABORT, "after-unmount: /opt/note unmounted", "after-snapshot: /opt/note made");

    assertThat(take(both, database(OnError.ABORT)).status()).isZero();

    assertThat(
            order("umount", "note unmounted", "ldm stop", "make source=", "note made", "ldm bind"))
        .isSorted();
    assertThat(
            world.log().stream()
                .map(LogEntry::argv)
                .filter(argv -> argv.contains("made"))
                .findFirst()
                .orElseThrow())
        .startsWith("/usr/bin/env")
        .contains(
            "CVMSNAP_HOOK=site",
            "CVMSNAP_MOMENT=after-snapshot",
            "CVMSNAP_LDOM=ldom1",
            "CVMSNAP_VOLUMES=datadg/datavol1")
        .anyMatch(word -> word.matches("CVMSNAP_RUN=2026\\d{4}T\\d{6}Z-ldom1-ab12"))
        .anyMatch(word -> word.matches("CVMSNAP_SNAPSHOTS=datadg/datavol1_2026\\S+"))
        .endsWith("/opt/note", "made");
  }

  @Test
  void one_that_hangs_is_given_up_at_its_limit_and_the_guest_comes_back() {
    Duration before = world.session().site().time().elapsed();

    RunResult result =
        take(here(OnError.ABORT, "after-snapshot: /opt/hangs"), database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(ExitCode.FAILED.value());
    assertThat(result.why()).startsWith("after-snapshot-hook site: its command may still run on");
    assertThat(world.session().site().time().elapsed().minus(before))
        .isLessThan(Duration.ofMinutes(12));
    assertThat(world.snapshots()).isEmpty();
    assertAllBack();
  }

  @Test
  void one_that_may_fail_is_told_and_the_run_goes_on() {
    RunResult result =
        take(here(OnError.CONTINUE, "after-unmount: /opt/fails"), database(OnError.CONTINUE));

    assertThat(result.status()).isEqualTo(ExitCode.HOUSEKEEPING.value());
    assertThat(result.dispensed())
        .containsExactly(
            "after-unmount-hook site: its command failed (exit status 4: first; no such host\u001b)");
    assertThat(world.snapshots()).hasSize(1);
    assertThat(world.cvmsnap("status")).exitsWith(ExitCode.DONE);
    assertAllBack();
  }

  @Test
  void those_that_tell_of_a_failure_are_told_how_it_ended_and_one_that_fails_is_warned_of() {
    world.fault(Fault.on("vxsnap * make *", Effect.FAIL).times(0));

    RunResult result =
        take(
            here(OnError.ABORT, "on-failure: /opt/note failed", "on-service-down: /opt/note down"),
            hook("mail", Place.CONTROL_DOMAIN, OnError.ABORT, "on-failure: /opt/fails"),
            database(OnError.ABORT));

    assertThat(result.status()).isEqualTo(ExitCode.FAILED.value());
    assertThat(world.mutations())
        .anyMatch(
            line ->
                line.contains("CVMSNAP_EXIT_CODE=5")
                    && line.contains("CVMSNAP_OUTCOME=failed")
                    && line.contains("CVMSNAP_SERVICE=up")
                    && line.endsWith("/opt/note failed"));
    assertThat(ran("note down")).isZero();
    assertThat(warned)
        .contains(
            "on-failure-hook mail: its command failed (exit status 4: first; no such host\u001b).");
  }

  @Test
  void one_that_tells_of_a_service_that_is_down_runs_in_each_recovery_that_fails_too() {
    world.fault(Fault.on("svcadm enable *", Effect.FAIL).times(0));

    take(here(OnError.ABORT, "on-service-down: /opt/note down"), database(OnError.ABORT));
    assertThat(ran("note down")).isEqualTo(1);

    assertThat(world.cvmsnap("recover")).exitsWith(105);
    assertThat(ran("note down")).isEqualTo(2);
  }

  @Test
  void a_guest_that_is_not_up_has_no_hooks_run_in_it() {
    world.typed("ldom1", "svcadm disable " + DB).typed("sun-a", "ldm stop ldom1");

    assertThat(
            take(database(OnError.ABORT), here(OnError.ABORT, "after-unmount: /opt/note n"))
                .status())
        .isZero();

    assertThat(ran("svcadm enable")).isZero();
    assertThat(ran("note n")).isEqualTo(1);
  }

  @Test
  void a_dry_run_prints_the_commands_of_hooks_in_their_places() throws InterruptedException {
    Hook[] hooks = {
      database(OnError.ABORT),
      here(OnError.ABORT, "after-unmount: /opt/note n", "after-snapshot: /opt/note s"),
      hook("back", Place.CONTROL_DOMAIN, OnError.ABORT, "after-return: /opt/note back")
    };
    List<String> dry =
        taking().preview(request(hooks), Take.Afterwards.NOTHING).commands().stream()
            .map(command -> command.machine().name() + "# " + String.join(" ", command.argv()))
            .toList();

    assertThat(take(hooks).status()).isZero();

    assertThat(ofHooks(world.mutations())).isEqualTo(ofHooks(dry)).hasSize(5);
  }

  private static List<String> ofHooks(List<String> commands) {
    return commands.stream()
        .filter(line -> line.contains("CVMSNAP_HOOK"))
        .map(line -> line.replaceAll("CVMSNAP_(RUN|SNAPSHOTS)=\\S+", ""))
        .toList();
  }

  @Test
  void a_restore_stops_and_starts_a_database_too() throws InterruptedException {
    assertThat(take(database(OnError.ABORT)).status()).isZero();
    int from = world.mutations().size();
    SnapshotSelection point =
        new SnapshotSelection(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty())
                .with(
                    List.of(
                        database(OnError.ABORT),
                        here(OnError.ABORT, "after-snapshot: /opt/note over"))),
            List.of(SnapshotRef.of(world.snapshots().get(0).name())),
            false);

    Restore restore =
        new Restore(
            world.session(),
            new SilentListener(),
            Optional.empty(),
            new RestorePlanner.Request(point, false, Optional.empty()),
            false);

    assertThat(restore.run(Confirmation.GIVEN).status()).isZero();
    assertThat(
            world.mutations().subList(from, world.mutations().size()).stream()
                .filter(line -> line.matches(".*(svcadm|note|vxsnap .* restore|ldm stop).*"))
                .map(line -> line.replaceFirst(".*(svcadm \\w+|note|restore|ldm stop).*", "$1")))
        .containsExactly("svcadm disable", "ldm stop", "restore", "note", "svcadm enable");
    assertAllBack();
  }

  @Test
  void those_that_tell_of_a_restore_that_failed_are_told_its_volumes() throws InterruptedException {
    assertThat(take(database(OnError.ABORT)).status()).isZero();
    world.fault(Fault.on("vxsnap * restore *", Effect.FAIL).times(0));
    Hook tells = here(OnError.ABORT, "on-failure: /opt/note failed");
    SnapshotSelection point =
        new SnapshotSelection(
            OutageOptions.usual(new GuestName("ldom1"), Optional.empty())
                .with(List.of(database(OnError.ABORT), tells)),
            List.of(SnapshotRef.of(world.snapshots().get(0).name())),
            false);

    new Restore(
            world.session(),
            new SilentListener(),
            Optional.empty(),
            new RestorePlanner.Request(point, false, Optional.empty()),
            false)
        .run(Confirmation.GIVEN);

    assertThat(world.mutations())
        .filteredOn(line -> line.endsWith("note failed"))
        .singleElement()
        .asString()
        .contains("CVMSNAP_VOLUMES=datadg/datavol1");
  }

  @Test
  void in_auto_mode_a_failure_is_told_of_the_last_attempt_alone() {
    mode = Mode.AUTO;
    world.fault(Fault.on("ldm rm-vdisk *", Effect.FAIL).times(0));

    assertThat(
            take(database(OnError.ABORT), here(OnError.ABORT, "on-failure: /opt/note failed"))
                .status())
        .isZero();

    assertThat(ran("note failed")).isZero();
    assertThat(ran("svcadm enable")).isEqualTo(2);
    assertAllBack();
  }

  @Test
  void a_run_that_is_refused_is_told_too() {
    Throwable refused =
        catchThrowable(
            () -> take(here(OnError.ABORT, "on-failure: /opt/note refused"))); // it is in use

    assertThat(refused).isInstanceOf(RefusedException.class);
    assertThat(world.mutations())
        .singleElement()
        .asString()
        .contains("CVMSNAP_EXIT_CODE=3", "CVMSNAP_OUTCOME=refused", "CVMSNAP_LDOM=ldom1")
        .endsWith("note refused");
  }

  @Test
  void what_fails_after_the_take_is_told_when_all_is_over() {
    Retention one =
        new Retention(1, 0, 0, 0, 0, 0, 1, Optional.empty(), Optional.empty(), ZoneOffset.UTC);
    Take.Afterwards then = new Take.Afterwards(Optional.empty(), Optional.of(one));
    Hook failure = here(OnError.ABORT, "on-failure: /opt/note failed");
    assertThat(take(then, database(OnError.ABORT), failure).result().status()).isZero();
    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
    world.fault(Fault.on("vxsnap * reattach *", Effect.FAIL).times(0));
    world.fault(Fault.on("vxedit * rm datavol1_*", Effect.FAIL).times(0));

    TakeReport report = take(then, database(OnError.ABORT), failure);

    assertThat(report.result().status()).isZero();
    assertThat(world.mutations())
        .filteredOn(line -> line.endsWith("note failed"))
        .singleElement()
        .asString()
        .contains("CVMSNAP_EXIT_CODE=7", "CVMSNAP_SERVICE=up");
  }
}
