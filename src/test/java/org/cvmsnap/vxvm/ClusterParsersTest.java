package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.ClusterMode.Role;
import org.cvmsnap.model.NodeState;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClusterParsersTest {
  private static ClusterMode mode(String output) {
    return new ClusterModeParser().parse(output);
  }

  private static List<ClusterMember> members(String output) {
    return new MemberListParser().parse(output);
  }

  @Test
  void a_member_is_master_or_slave_and_knows_the_master() {
    assertThat(mode("mode: enabled: cluster active - MASTER\nmaster: hosta\n"))
        .isEqualTo(new ClusterMode(true, Optional.of(Role.MASTER), Optional.of("hosta")));
    assertThat(mode("mode: enabled: cluster active - SLAVE\nmaster: hosta\n"))
        .isEqualTo(new ClusterMode(true, Optional.of(Role.SLAVE), Optional.of("hosta")));
  }

  @Test
  void a_node_that_is_no_member_has_no_role() {
    assertThat(mode("mode: enabled: cluster inactive\n"))
        .isEqualTo(new ClusterMode(false, Optional.empty(), Optional.empty()));
  }

  @Test
  void a_member_whose_role_is_not_settled_has_none() {
    assertThat(mode("mode: enabled: cluster active - role not set\nreconfig: vxconfigd in join\n"))
        .isEqualTo(new ClusterMode(true, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mode: disabled\n",
        "mode: not-running\n",
        "mode: disabled: cluster active - SLAVE\n",
        "mode: enabled: cluster\n",
        "master: hosta\n"
      })
  void refuses_a_mode_it_does_not_know(String output) {
    assertThatThrownBy(() -> mode(output)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_members_in_any_order_with_blanks_or_tabs() {
    String nidmap =
        """
        Name                             CVM Nid    CM Nid     State
        hostb\t\t\t\t1\t1\tJoined:  Slave
        hosta                            0          0          Joined: Master
        hostc                            2          2          Out of Cluster
        """;

    assertThat(members(nidmap))
        .containsExactly(
            new ClusterMember("hostb", 1, 1, "Joined: Slave"),
            new ClusterMember("hosta", 0, 0, "Joined: Master"),
            new ClusterMember("hostc", 2, 2, "Out of Cluster"));
    assertThat(members(nidmap)).extracting(ClusterMember::out).containsExactly(false, false, true);
    assertThat(members(nidmap))
        .extracting(ClusterMember::master)
        .containsExactly(false, true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Out of cluster: No mapping information available\n",
        "Name CVM Nid CM Nid State\n",
        "Name CVM Nid CM Nid State\nhosta 0 Joined: Master\n",
        "Name CVM Nid CM Nid State\nhosta 0 0\n",
        "Name CVM Nid CM Nid State\nhosta zero 0 Joined: Master\n",
        "hosta 0 0 Joined: Master\n",
      })
  void refuses_a_map_without_members_or_with_rows_it_does_not_know(String output) {
    assertThatThrownBy(() -> members(output)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_the_number_of_a_node() {
    String member =
        "state: cluster member\n\tnodeId=12\n\tmasterId=0\n\tneighborId=0\n\tmembers=0x1001\n";

    assertThat(NodeStateParser.parse(member))
        .isEqualTo(new NodeState(true, OptionalInt.of(12), OptionalInt.of(2)));
    assertThat(
            NodeStateParser.parse(
                    "state: cluster member\n\tnodeId=0\n\tmembers[0]=0xf\n\tmembers[1]=0x1\n")
                .members())
        .hasValue(5);
    assertThat(NodeStateParser.parse(member + "state: master switching in progress\n").member())
        .isTrue();
    assertThat(NodeStateParser.parse("state: joining\n  nodeId=1\n  masterId=0\n"))
        .isEqualTo(new NodeState(false, OptionalInt.of(1), OptionalInt.empty()));
    assertThat(NodeStateParser.parse("state: out of cluster\nreason: user initiated stop\n"))
        .isEqualTo(new NodeState(false, OptionalInt.empty(), OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state: cluster member\n", "nodeId=-1\n", "masterId=1\n"})
  void refuses_a_state_without_a_number(String output) {
    assertThatThrownBy(() -> NodeStateParser.parse(output))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tells_the_two_numbers_of_a_member_apart() {
    String nidmap =
        "Name                             CVM Nid    CM Nid     State\nhosta 0 3 Joined: Master\n";

    assertThat(members(nidmap)).containsExactly(new ClusterMember("hosta", 0, 3, "Joined: Master"));
  }
}
