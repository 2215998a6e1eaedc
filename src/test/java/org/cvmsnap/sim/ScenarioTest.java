package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cvmsnap.error.UsageException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScenarioTest {
  @Test
  void the_built_in_one_is_two_nodes_and_three_guests() {
    SimTruth truth = Scenario.builtIn().cluster(new BareStorage()).truth();

    assertThat(truth.nodes())
        .containsExactly(new SimTruth.Node("sun-a", "master"), new SimTruth.Node("sun-b", "slave"));
    assertThat(truth.guests())
        .extracting(guest -> guest.ldom() + " " + guest.node() + " " + guest.state())
        .containsExactly("ldom1 sun-a active", "ldom2 sun-a inactive", "ldom3 sun-b active");
    assertThat(truth.guest("ldom1").mountPoints()).containsExactly("/", "/data", "/logs");
    assertThat(truth.volumes())
        .extracting(volume -> volume.name() + " " + volume.openBy())
        .contains("datavol1 [sun-a/ldom1]", "datavol3 [sun-b/ldom3]", "bootvol1 [sun-a/ldom1]");
  }

  @Test
  void the_one_with_service_groups_survives_being_saved() {
    SimCluster cluster = Scenario.named("vcs").cluster(new BareStorage());

    assertThat(cluster.copy().toJson()).isEqualTo(cluster.toJson());
    assertThat(String.valueOf(cluster.toJson().get("vcs"))).contains("ldom1_sg");
  }

  @Test
  void refuses_a_key_that_it_does_not_know_and_says_where() {
    assertThatThrownBy(() -> Console.changed("stopSeconds = 30", "stopSecond = 30"))
        .isInstanceOf(UsageException.class)
        .hasMessageMatching("changed, line \\d+: 'stopSecond' is unknown");
    assertThatThrownBy(() -> Console.changed("fstype = \"ufs\"", "fsstype = \"ufs\""))
        .isInstanceOf(UsageException.class)
        .hasMessageMatching("changed, line \\d+: 'fstype' is missing");
    assertThatThrownBy(() -> Console.changed("id = 0", "id = \"zero\""))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'id' has the wrong type");
  }

  @Test
  void refuses_what_is_not_there_or_not_toml() {
    assertThatThrownBy(() -> Scenario.named("nothing"))
        .isInstanceOf(UsageException.class)
        .hasMessage("there is no scenario 'nothing'");
    assertThatThrownBy(() -> Scenario.of("[[", "mine"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("mine, line 1: ");
  }
}
