package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A database in a guest that keeps a file system busy, and programs of the site's own. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ServiceShellTest {
  private static final String DB = "svc:/application/db:default";
  private static final String STATE = "svcs -H -o state " + DB;
  private static final String SERVICE =
      """
      mounted = ["/data"]

      [[node.domain.smf]]
      fmri = "svc:/application/db:default"
      mountPoint = "/data"

      [[node.domain.program]]
      name = "quiesce"
      seconds = 7
      exit = 3
      says = "no database"
      """;

  private final Console console = Console.changed("mounted = [\"/data\"]", SERVICE);

  private String truth() {
    return String.valueOf(console.guest("ldom1").services().get(DB));
  }

  @Test
  void a_service_that_is_online_keeps_its_file_system_busy() {
    assertThat(truth()).isEqualTo("online");
    assertThat(console.ok("ldom1", STATE)).isEqualTo("online\n");
    assertThat(console.answer("ldom1", "umount /data").err()).contains("Device busy");

    console.ok("ldom1", "svcadm disable -s -t " + DB);

    assertThat(truth()).isEqualTo("disabled");
    console.ok("ldom1", "umount /data");
  }

  @Test
  void what_is_disabled_until_the_next_boot_is_enabled_again_for_good_or_by_the_boot() {
    console.ok("ldom1", "svcadm disable -st application/db");
    console.ok("ldom1", "svcadm enable -s application/db");
    assertThat(truth()).isEqualTo("online");
    console.ok("ldom1", "svcadm enable -s application/db");
    console.ok("ldom1", "svcadm disable -st application/db");
    console.ok("ldom1", "init 6");
    console.cluster().advance(Duration.ofMinutes(5));

    // It finds no /data, which the boot does not mount.
    assertThat(truth()).isEqualTo("maintenance");
    console.ok("ldom1", "mount /data");
    assertThat(console.answer("ldom1", "svcadm enable -s " + DB).exit()).isEqualTo(3);
    console.ok("ldom1", "svcadm clear " + DB);
    assertThat(truth()).isEqualTo("online");
  }

  @Test
  void what_is_disabled_for_good_is_disabled_after_a_boot() {
    console.ok("ldom1", "svcadm disable -s " + DB);
    console.ok("ldom1", "init 6");
    console.cluster().advance(Duration.ofMinutes(5));

    assertThat(truth()).isEqualTo("disabled");
    console.ok("ldom1", "mount /data");
    console.ok("ldom1", "svcadm enable -s " + DB);
    assertThat(truth()).isEqualTo("online");
  }

  @Test
  void a_copy_of_the_cluster_has_the_same_services_and_programs() {
    console.ok("ldom1", "svcadm disable -s -t " + DB);

    SimCluster copy = console.cluster().copy();

    assertThat(copy.truth()).isEqualTo(console.cluster().truth());
    assertThat(copy.truth().guest("ldom1").services()).containsEntry(DB, "disabled");
  }

  @Test
  void refuses_words_that_svcadm_does_not_know_and_services_that_there_are_not() {
    assertThat(console.answer("ldom1", "svcadm disable -x " + DB).exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "svcadm disable").exit()).isEqualTo(2);
    assertThat(console.answer("ldom1", "svcadm disable application/other").err())
        .isEqualTo("svcadm: Pattern 'application/other' doesn't match any instances\n");
    assertThat(truth()).isEqualTo("online");
  }

  @Test
  void a_program_of_the_site_s_own_takes_its_time_and_says_what_the_scenario_says() {
    assertThat(console.answer("ldom1", "/opt/site/quiesce now"))
        .satisfies(said -> assertThat(said.exit()).isEqualTo(3))
        .satisfies(said -> assertThat(said.err()).isEqualTo("no database"));
    assertThat(console.answer("sun-a", "quiesce").exit()).isEqualTo(127);
  }
}
