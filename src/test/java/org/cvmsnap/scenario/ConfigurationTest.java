package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration file says counts where nobody types it, and nothing of a wrong one does. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ConfigurationTest {
  private static final String SITE =
      """
      [defaults]
      boot-timeout = "15m"

      [guests.ldom1]
      volumes = ["datavol1", "datavol2"]
      mode = "detach"

      [policies.nightly]
      ldom = "ldom1"
      mode = "stop"
      name = "{volume}_night{n}"
      keep-last = 2

      [policies.logs]
      ldom = "ldom1"
      volumes = ["datavol2"]
      """;

  @TempDir private Path directory;

  private final World world = World.builtIn().guarded();

  private CliRun configured(String text, String... words) {
    Path file = directory.resolve("site.toml");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return world.environment("CVMSNAP_CONFIG", file.toString()).cvmsnap(words);
  }

  @Test
  void a_policy_says_guest_volumes_and_all_else_that_is_not_typed() {
    CliRun run = configured(SITE, "take", "--policy", "nightly");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(world.snapshots())
        .extracting(each -> each.name())
        .containsExactlyInAnyOrder("datavol1_night1", "datavol2_night1");
    assertThat(run.err()).doesNotContain("detach");
  }

  @Test
  void what_is_typed_goes_before_a_policy() {
    CliRun run = configured(SITE, "take", "datavol2", "--policy", "nightly", "--name", "mine");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(world.snapshots()).extracting(each -> each.name()).containsExactly("mine");
  }

  @Test
  void what_holds_for_a_guest_needs_no_policy() {
    CliRun run = configured(SITE, "take", "--ldom", "ldom1", "--dry-run");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(run.out()).contains("rm-vdisk", "datavol1", "datavol2").doesNotContain("ldm stop");
  }

  @Test
  void a_policy_is_pruned_by_its_own_volumes_and_rules() {
    for (int night = 0; night < 2; night++) {
      CliRun take = configured(SITE, "take", "--policy", "logs");
      assertThat(take.exit()).as(take.toString()).isZero();
    }

    CliRun run = configured(SITE, "prune", "--policy", "logs", "--keep", "1", "--yes");

    assertThat(run.exit()).as(run.toString()).isZero();
    assertThat(world.snapshots()).hasSize(1);
  }

  @Test
  void a_guest_that_is_typed_stands_in_place_of_the_volumes_that_it_has_in_the_file() {
    assertThat(configured(SITE, "take", "--policy", "logs").exit()).isZero();
    assertThat(configured(SITE, "take", "--ldom", "ldom1", "--name", "{volume}_hand").exit())
        .isZero();

    CliRun all = configured(SITE, "prune", "--ldom", "ldom1", "--keep", "1", "--explain", "--yes");
    CliRun logs = configured(SITE, "prune", "--ldom", "ldom1", "--policy", "logs", "--keep", "1");
    CliRun volume = configured(SITE, "prune", "datavol2", "--keep", "1");

    assertThat(List.of(all, logs, volume)).allMatch(run -> run.exit() == 0);
    assertThat(all.out()).contains("datavol1_hand", "datavol2_hand", "taken by policy logs");
  }

  @Test
  void a_wrong_policy_is_no_reason_to_do_anything_else() {
    assertThat(configured(SITE, "take", "--policy", "nihgtly").err())
        .contains("There is no policy 'nihgtly'", "Did you mean nightly?");
    CliRun other = configured(SITE, "take", "--policy", "nightly", "--ldom", "ldom3");
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("about ldom1, and not about ldom3");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void a_wrong_value_is_told_with_its_place_before_anything_is_touched() {
    CliRun run = configured(SITE.replace("\"stop\"", "\"stopp\""), "take", "--policy", "nightly");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("'stopp' is not stop, detach or auto", "site.toml, line 10");
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void all_wrong_values_are_found_without_a_run() {
    String wrong =
        SITE.replace("\"stop\"", "\"stopp\"").replace("keep-last = 2", "keep-last = -1")
            + "\nkind = 'plex'\n";
    CliRun values = configured(wrong, "config", "validate");

    assertThat(values.exit()).isEqualTo(2);
    assertThat(values.err()).contains("line 10, column 1: Invalid value for option '--mode'");

    CliRun together = configured(wrong.replace("stopp", "stop"), "config", "validate");

    assertThat(together.exit()).isEqualTo(2);
    assertThat(together.err())
        .contains("[policies.nightly]", "[policies.logs]: --kind plex needs --plex");
    assertThat(configured(SITE, "config", "validate").out())
        .contains("nothing is wrong with it; policies nightly, logs, guests ldom1, no nodes");
    assertThat(configured(SITE, "config", "validate", "--json").json())
        .containsEntry("policies", List.of("nightly", "logs"));
  }

  @Test
  void a_policy_that_would_keep_nothing_or_name_nothing_is_found_without_a_run() {
    CliRun nothing =
        configured(SITE.replace("keep-last = 2", "keep-last = 0"), "config", "validate");
    CliRun unnamed = configured(SITE.replace("_night{n}", " night"), "config", "validate");

    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).contains("[policies.nightly]: no rule keeps anything");
    CliRun take =
        configured(
            SITE.replace("keep-last = 2", "keep-last = 0"),
            "take",
            "--policy",
            "nightly",
            "--dry-run");
    assertThat(take.exit()).as("whatever is wrong ends it").isEqualTo(2);
    assertThat(take.err()).contains("no rule keeps anything");
    String some = SITE.replace("keep-last = 2", "keep-last = 2\nkeep-daily = 0");
    assertThat(configured(some, "config", "validate").exit()).isZero();
    assertThat(configured(some, "take", "--policy", "nightly", "--dry-run").exit()).isZero();
    assertThat(unnamed.exit()).isEqualTo(2);
    assertThat(unnamed.err())
        .contains("[policies.nightly]: --name: '{volume} night' makes no name");
  }

  @Test
  void each_value_is_shown_with_where_it_is_said() {
    CliRun run =
        configured(SITE, "config", "show", "--policy", "nightly", "-H", "-o", "key,value,from");

    assertThat(run.exit()).as(run.toString()).isZero();
    Path file = directory.resolve("site.toml");
    assertThat(run.lines())
        .contains(
            "mode\tstop\t" + file + ", line 10, column 1",
            "volumes\tdatavol1,datavol2\t" + file + ", line 5, column 1",
            "boot-timeout\t15m\t" + file + ", line 2, column 1",
            "stop-timeout\t10m\tusual")
        .anyMatch(line -> line.matches("host\tsim:.*\tCVMSNAP_HOST"));
    Map<String, Object> json =
        configured(SITE, "config", "show", "--ldom", "ldom1", "--json").json();
    assertThat(String.valueOf(json.get("values"))).contains("key=mode, value=detach");
  }

  @Test
  void a_wrong_file_keeps_nobody_from_bringing_a_guest_home() {
    world.fault(Fault.on("vxsnap*make*", Fault.Effect.CRASH_AFTER));
    CliRun crashed = configured(SITE, "take", "--policy", "nightly");
    assertThat(crashed.crashed()).isTrue();
    world.noFaults();

    CliRun status = configured("[defaults", "status");
    assertThat(status.exit()).as("a monitor waits for it").isEqualTo(100);
    assertThat(status.err()).contains("the configuration does not count");
    CliRun recovered = configured("[defaults", "recover");

    assertThat(recovered.exit()).as(recovered.toString()).isZero();
    assertThat(recovered.err()).contains("the configuration does not count");
    CliRun again = configured("[defaults", "recover");
    assertThat(again.exit()).as("it may name another state directory").isEqualTo(2);
    assertThat(configured("[defaults", "status").exit()).isEqualTo(2);
    assertThat(configured("[defaults", "abort", "--ldom", "ldom1").exit()).isEqualTo(2);
  }

  @Test
  void nor_does_one_that_says_in_a_wrong_way_where_machines_and_journals_are() {
    world.fault(Fault.on("vxsnap*make*", Fault.Effect.CRASH_AFTER));
    assertThat(configured(SITE, "take", "--policy", "nightly").crashed()).isTrue();
    world.noFaults();

    for (String wrong :
        List.of(
            "[nodes.sun-b]\nnode-ssh = '-oProxyCommand=x'",
            "[defaults]\nnode-prefix = 'sudo;id'",
            "[guests.ldom1]\nguest-prefix = '\"'",
            "[guests.ldom1]\nguest-ssh = 'root@a b'",
            "[defaults]\nstate-dir = 'here'",
            "[defaults]\nstate-dir = ''",
            "[defaults]\nsim-speed = 'fast'",
            "[guests.'a b']")) {
      assertThat(configured(wrong, "config", "validate").exit()).as(wrong).isEqualTo(2);
      assertThat(configured(wrong, "recover", "--dry-run").exit()).as(wrong).isZero();
    }
    assertThat(configured("\n[nodes.b]\nnode-ssh = 'a b'\n", "list").err())
        .contains("site.toml, line 3, column 1: 'a b' is no address that ssh can be given");
    assertThat(configured(SITE, "recover").exit()).isZero();
  }

  @Test
  void what_it_says_of_takes_keeps_nobody_from_bringing_a_guest_home() {
    world.fault(Fault.on("vxsnap*make*", Fault.Effect.CRASH_AFTER));
    String site = "[defaults]\nno-lock = true\nno-vcs = true\n";
    assertThat(configured(site, "take", "datavol1", "--ldom", "ldom1").crashed()).isTrue();
    world.noFaults();

    assertThat(configured(site, "recover", "--no-lock").err()).contains("goes with --from");
    CliRun recovered = configured(site, "recover");

    assertThat(recovered.exit()).as(recovered.toString()).isZero();
    assertThat(recovered.debts()).isEmpty();
  }

  @Test
  void a_switch_of_the_file_is_turned_off_by_a_word() {
    String fenced = SITE.replace("mode = \"stop\"", "mode = \"stop\"\nfence = true");
    String[] words = {"take", "datavol1", "--policy", "nightly", "--dry-run"};

    assertThat(configured(fenced, words).out()).contains("exclusive=on");

    CliRun off =
        configured(fenced, "take", "datavol1", "--policy", "nightly", "--dry-run", "--fence=false");
    assertThat(off.out()).contains("ldm stop").doesNotContain("exclusive");
  }

  @Test
  void a_hook_of_the_file_runs_at_its_moments_where_a_policy_names_it() {
    String hooked =
        SITE.replace("keep-last = 2", "hook = ['database']")
            + """
            [hooks.database]
            place = "guest"
            limit = "2m"
            before-outage = ["/usr/sbin/svcadm", "disable", "-st", "app"]
            after-return = ["/usr/sbin/svcadm", "enable", "-s", "app"]
            """;

    assertThat(configured(hooked, "config", "validate").exit()).isZero();
    CliRun run = configured(hooked, "take", "--policy", "nightly", "--dry-run");

    assertThat(run.out())
        .containsSubsequence(
            "svcadm disable -st app", "umount", "ldm start", "svcadm enable -s app");
    assertThat(
            configured(hooked.replace("['database']", "['databse']"), "config", "validate").err())
        .contains("There is no hook 'databse'", "Did you mean database?");
    assertThat(
            configured(
                    hooked.replace("['database']", "['database', 'database']"),
                    "config",
                    "validate")
                .err())
        .contains("each hook once");
    assertThat(configured(hooked.replace("/usr/sbin/svcadm", "svcadm"), "config", "validate").err())
        .contains("[hooks.database]", "has to begin with the whole path of a program");
    assertThat(configured(hooked.replace("\"guest\"", "\"gest\""), "config", "validate").err())
        .contains("place cannot be 'gest', but guest or control-domain");
  }

  @Test
  void a_hook_whose_program_is_not_there_is_found_before_anything_is_touched() {
    String hooked =
        SITE + "\nhook = ['note']\n[hooks.note]\nbefore-outage = ['/opt/site/none', 'x']\n";

    CliRun run = configured(hooked, "take", "--policy", "logs", "--mode", "stop");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .contains("sun-a has no program /opt/site/none that can be run, which hook note needs");
    CliRun anybodys =
        configured(
            hooked.replace("/opt/site/none", "/tmp"), "take", "--policy", "logs", "--mode", "stop");
    assertThat(anybodys.err())
        .contains("sun-a has no program /tmp that can be run")
        .doesNotContain("chmod");
    assertThat(world.mutations()).isEmpty();
  }

  @Test
  void a_hook_that_others_may_write_is_not_run() throws IOException {
    Path program = Files.writeString(directory.resolve("note"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxrwx"));
    String hooked = SITE + "\nhook = ['note']\n[hooks.note]\nafter-return = ['" + program + "']\n";

    CliRun run = configured(hooked, "take", "--policy", "logs", "--mode", "stop");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("others could have written it", "chmod go-w " + program);
    assertThat(world.snapshots()).isEmpty();
  }

  @Test
  void an_empty_word_is_no_file() {
    configured("[defaults", "status");

    assertThat(world.cvmsnap("status", "--config", "").exit()).isZero();
  }
}
