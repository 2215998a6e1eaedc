package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LockRecordTest {
  private static final GuestName LDOM1 = new GuestName("ldom1");
  private static final GroupName DATADG = new GroupName("datadg");
  private static final String LEFT = "Out of Cluster";
  private static final String JOINED = "Joined: Slave";

  private static LockRecord heldOn(String node) {
    RunId run = RunId.of(Instant.parse("2026-03-01T02:00:00Z"), LDOM1, "ab12");
    return new LockRecord(
        new VolumeId(DATADG, LockRecord.name(LDOM1)), LockRecord.holder(run, Machine.node(node)));
  }

  private static ClusterMember member(String name, String state) {
    return new ClusterMember(name, 0, 0, state);
  }

  @Test
  void its_name_tells_guests_apart_and_is_a_name_for_a_volume_however_long_theirs_is() {
    GuestName longest = new GuestName("g".repeat(128));

    assertThat(LockRecord.name(LDOM1)).isEqualTo(new VolumeName("cvmsnap_lock_3aa99be033c4"));
    assertThat(LockRecord.name(longest)).isNotEqualTo(LockRecord.name(LDOM1));
    assertThat(LockRecord.name(longest).value()).hasSize(25);
    assertThat(LockRecord.named(LockRecord.name(longest))).isTrue();
    assertThat(LockRecord.named(new VolumeName("datavol1"))).isFalse();
  }

  @Test
  void it_says_which_run_on_which_node_has_the_guest() {
    LockRecord record = heldOn("sun-a");

    assertThat(record.holder()).isEqualTo("20260301T020000Z-ab12@sun-a");
    assertThat(record.node()).isEqualTo("sun-a");
  }

  @Test
  void its_run_is_dead_when_its_node_has_left_the_cluster_and_in_no_other_case() {
    LockRecord record = heldOn("sun-a");

    assertThat(record.dead(List.of(member("sun-a", LEFT), member("sun-b", JOINED)))).isTrue();
    assertThat(record.dead(List.of(member("sun-a", JOINED)))).isFalse();
    assertThat(record.dead(List.of(member("sun-a", "Leaving")))).isFalse();
    assertThat(record.dead(List.of(member("sun-b", JOINED)))).isFalse();
    assertThat(record.dead(List.of(member("sun-aa", LEFT)))).isFalse();
    assertThat(record.dead(List.of())).isFalse();
  }

  @Test
  void of_a_name_that_was_cut_short_every_node_that_it_may_be_has_to_have_left() {
    String one = "control-domain-of-the-first-machine";
    String other = "control-domain-of-the-second-machine";
    LockRecord record = heldOn(one);

    assertThat(record.holder().length()).isLessThanOrEqualTo(40);
    assertThat(one).startsWith(record.node());
    assertThat(other).startsWith(record.node());
    assertThat(record.dead(List.of(member(one, LEFT), member(other, LEFT)))).isTrue();
    assertThat(record.dead(List.of(member(one, LEFT), member(other, JOINED)))).isFalse();
  }

  @Test
  void two_that_go_on_past_the_same_dead_run_want_the_same_name() {
    LockRecord dead = heldOn("sun-a");
    LockRecord again =
        new LockRecord(new VolumeId(DATADG, dead.next(LDOM1.value())), "later@sun-b");

    assertThat(GuestLock.name(LDOM1, List.of(dead))).isEqualTo(dead.next(LDOM1.value()));
    assertThat(dead.next(LDOM1.value())).isNotEqualTo(dead.volume().name());
    assertThat(GuestLock.name(LDOM1, List.of(dead, again)))
        .isEqualTo(again.next(LDOM1.value()))
        .isNotIn(dead.volume().name(), dead.next(LDOM1.value()));
  }
}
