package org.cvmsnap.scenario;

import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a policy took is its own: its rules count and remove that, and its check judges that. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoliciesTest {
  private static final int OK = 0;
  private static final int WARNING = 1;
  private static final int CRITICAL = 2;
  private static final int UNKNOWN = 3;

  private static final String SITE =
      """
      [policies.nightly]
      ldom = "ldom1"
      volumes = ["datavol1"]
      name = "{volume}_night{n}"
      keep-last = 2
      warn = "26h"
      crit = "50h"

      [policies.weekly]
      ldom = "ldom1"
      volumes = ["datavol1"]
      kind = "full"
      name = "week{n}"
      keep-last = 2
      warn = "8d"
      crit = "15d"

      [policies.everything]
      ldom = "ldom1"
      all = true
      name = "{volume}_all{n}"
      """;

  @TempDir private Path directory;

  private final World world = World.builtIn().guarded();

  private CliRun cvmsnap(String... words) {
    return configured(SITE, words);
  }

  private CliRun configured(String text, String... words) {
    try {
      Path file = Files.writeString(directory.resolve("site.toml"), text);
      return world.environment("CVMSNAP_CONFIG", file.toString()).cvmsnap(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(String policy) {
    assertThat(cvmsnap("take", "--policy", policy)).exitsWith(DONE).hasNoDebts();
    world.change(cluster -> cluster.advance(Duration.ofMinutes(30)));
  }

  private List<String> names() {
    return world.snapshots().stream().map(SimTruth.Snapshot::name).sorted().toList();
  }

  @Test
  void a_snapshot_bears_the_name_of_the_policy_that_took_it_wherever_it_is_shown() {
    take("nightly");

    assertThat(world.cvmsnap("list")).prints("POLICY", "nightly");
    assertThat(world.cvmsnap("show", "datavol1_night1")).prints("policy:     nightly");
    Assertions.assertThat(world.cvmsnap("list", "-o", "name,policy").lines())
        .contains("datavol1_night1\tnightly");
    Assertions.assertThat(world.cvmsnap("list", "--json").json().get("snapshots"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Map.class))
        .singleElement()
        .extracting(each -> each.get("policy"))
        .isEqualTo("nightly");
  }

  @Test
  void the_rules_of_one_policy_neither_count_nor_remove_the_sets_of_another() {
    take("weekly");
    world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "mine");
    for (int night = 0; night < 4; night++) {
      take("nightly");
    }
    Assertions.assertThat(names())
        .containsExactly("datavol1_night1", "datavol1_night3", "mine", "week1");

    take("weekly");
    take("weekly");
    // The third was still being synchronized when its take pruned, and did not count yet.
    assertThat(cvmsnap("prune", "--policy", "weekly", "--yes")).exitsWith(DONE);
    Assertions.assertThat(names())
        .containsExactly("datavol1_night1", "datavol1_night3", "mine", "week2", "week3");

    CliRun prune = cvmsnap("prune", "--policy", "nightly", "--keep", "1", "--yes", "--explain");
    assertThat(prune).exitsWith(DONE).prints("taken by policy weekly", "taken by no policy");
    Assertions.assertThat(names()).containsExactly("datavol1_night1", "mine", "week2", "week3");
  }

  @Test
  void without_a_policy_what_policies_took_stays() {
    take("nightly");
    take("nightly");
    for (String name : List.of("one", "two")) {
      world.cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", name);
    }

    assertThat(world.cvmsnap("prune", "datavol1", "--keep", "1", "--yes")).exitsWith(DONE);

    Assertions.assertThat(names()).containsExactly("datavol1_night1", "datavol1_night2", "two");
  }

  @Test
  void the_dry_run_of_a_take_removes_what_the_take_would() {
    take("weekly");
    take("nightly");
    take("nightly");

    CliRun dry = cvmsnap("take", "--policy", "nightly", "--dry-run");

    assertThat(dry).exitsWith(DONE).prints("datavol1_night1");
    Assertions.assertThat(dry.out()).doesNotContain("week1", "rm datavol1_night2");
  }

  @Test
  void a_check_judges_the_sets_that_its_own_policy_took() {
    take("nightly");
    assertThat(cvmsnap("check", "--policy", "weekly"))
        .exitsWith(CRITICAL)
        .prints("datadg/datavol1: no proven set");

    take("weekly");
    assertThat(cvmsnap("check", "--policy", "weekly"))
        .exitsWith(OK)
        .prints("policy weekly: the next take finds what it needs", ";691200;1296000");
    assertThat(cvmsnap("check", "--policy", "nightly")).exitsWith(OK).prints(";93600;180000");

    world.change(cluster -> cluster.advance(Duration.ofHours(27)));
    assertThat(cvmsnap("check", "--policy", "nightly")).exitsWith(WARNING);
    assertThat(cvmsnap("check", "--policy", "weekly")).exitsWith(OK);

    take("weekly");
    world.change(cluster -> cluster.advance(Duration.ofHours(24)));
    assertThat(cvmsnap("check", "--policy", "nightly")).exitsWith(CRITICAL);
    assertThat(cvmsnap("check", "--policy", "weekly")).exitsWith(OK);
  }

  @Test
  void it_judges_the_take_that_its_policy_says() {
    take("nightly");
    take("weekly");
    String wrong = SITE.replace("kind = \"full\"", "kind = \"space-optimized\"\ncache = \"none\"");

    assertThat(configured(wrong, "check", "--policy", "weekly"))
        .exitsWith(WARNING)
        .prints("WARNING: policy weekly: the next take would be refused");
    assertThat(configured(wrong, "check", "--policy", "nightly")).exitsWith(OK);
  }

  @Test
  void a_name_with_the_date_is_free_when_the_policy_is_due_again() {
    String dated = SITE.replace("{volume}_night{n}", "{volume}_{date}");
    assertThat(configured(dated, "take", "--policy", "nightly")).exitsWith(DONE);

    assertThat(configured(dated, "check", "--policy", "nightly")).exitsWith(OK);
  }

  @Test
  void the_volumes_of_a_policy_with_all_are_those_that_it_took() {
    take("everything");

    assertThat(cvmsnap("check", "--policy", "everything"))
        .exitsWith(OK)
        .prints("datadg/datavol1: newest proven", "datadg/datavol2: newest proven");
    assertThat(cvmsnap("check", "--policy", "everything", "--volume", "datavol2", "--crit", "26h"))
        .exitsWith(OK);
  }

  @Test
  void a_guest_that_is_no_domain_is_refused_and_critical() {
    String other = SITE.replace("\"ldom1\"", "\"ldom9\"");

    assertThat(configured(other, "take", "--policy", "nightly"))
        .exitsWith(REFUSED)
        .says("There is no domain 'ldom9'");
    assertThat(configured(other, "check", "--policy", "nightly"))
        .exitsWith(CRITICAL)
        .prints("CRITICAL: ldom9: is no domain of any node");
    assertThat(configured(other, "check", "--policy", "everything"))
        .exitsWith(CRITICAL)
        .prints("CRITICAL: ldom9: is no domain of any node");
  }

  @Test
  void a_volume_that_is_gone_is_refused_and_critical_and_all_else_is_told_too() {
    take("nightly");
    String other = SITE.replace("[\"datavol1\"]", "[\"datavol1\", \"datavol9\"]");

    assertThat(configured(other, "take", "--policy", "nightly"))
        .exitsWith(REFUSED)
        .says("datavol9");
    assertThat(configured(other, "check", "--policy", "nightly"))
        .exitsWith(CRITICAL)
        .prints("CRITICAL: datavol9: There is no volume 'datavol9'", "newest proven set is");
  }

  @Test
  void a_policy_without_a_guest_is_unknown_to_a_check_and_no_volume_is_a_key() {
    assertThat(configured("[policies.p]\nvolumes = ['datavol1']\n", "check", "--policy", "p"))
        .exitsWith(UNKNOWN)
        .prints("--ldom");
    assertThat(configured("[policies.p]\nvolume = ['datavol1']\n", "check", "--policy", "p"))
        .exitsWith(UNKNOWN)
        .prints("there is no key 'volume'");
    assertThat(cvmsnap("check", "--policy", "montly"))
        .exitsWith(UNKNOWN)
        .prints("There is no policy 'montly'");
  }

  @Test
  void what_a_check_would_not_understand_is_found_without_one() {
    CliRun run = configured(SITE.replace("warn = \"26h\"", "warn = \"60h\""), "config", "validate");

    assertThat(run).exitsWith(USAGE).says("[policies.nightly]: --warn is longer than --crit");
  }

  @Test
  void a_policy_has_a_name_that_a_tag_can_bear() {
    assertThat(
            configured(
                "[policies.'every night']\nldom = 'ldom1'\n", "take", "--policy", "every night"))
        .exitsWith(USAGE)
        .says("'every night' is no name for a policy");
  }
}
