package org.cvmsnap.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OwnersTest {
  private static final VolumeId VOLUME = VolumeId.of("localdg", "data");
  private static final DiskGroup ONE = group("1.1.sun-a", false);
  private static final DiskGroup OTHER = group("2.2.sun-b", false);

  private static DiskGroup group(String id, boolean shared) {
    return new DiskGroup(new GroupName("localdg"), true, shared, id);
  }

  private static VirtualDisk vdisk(String domain) {
    return new VirtualDisk(
        new GuestName(domain),
        "d",
        "data",
        "vds0",
        Optional.empty(),
        OptionalInt.of(1),
        OptionalInt.empty(),
        Optional.empty());
  }

  /** A node with a domain that has the volume as its disk. */
  private static NodeView node(
      String name, String domain, DomainState state, List<DiskGroup> groups) {
    BackEnd backEnd = new BackEnd("vds0", "data", List.of(), VOLUME.device(), Optional.empty());
    return new NodeView(
        name,
        false,
        Optional.empty(),
        List.of(
            new DomainView(
                new Domain(new GuestName(domain), state, new DomainFlags("------")),
                List.of(new Disk(vdisk(domain), Optional.of(backEnd), List.of())))),
        List.of(),
        groups,
        Set.of(),
        Set.of(),
        List.of(),
        false);
  }

  private static List<OwnerConflict> contests(NodeView... nodes) {
    return new Owners(List.of(nodes)).contests();
  }

  @Test
  void private_groups_of_one_name_are_different_volumes() {
    NodeView one = node("sun-a", "web", DomainState.ACTIVE, List.of(ONE));
    NodeView other = node("sun-b", "db", DomainState.ACTIVE, List.of(OTHER));

    assertThat(contests(one, other)).isEmpty();
    assertThat(new Owners(List.of(one, other)).use(ONE, VOLUME).exposures())
        .singleElement()
        .satisfies(each -> assertThat(each.node().name()).isEqualTo("sun-a"));
  }

  @Test
  void one_private_group_that_two_nodes_have_imported_is_one_volume() {
    assertThat(
            contests(
                node("sun-a", "web", DomainState.ACTIVE, List.of(ONE)),
                node("sun-b", "db", DomainState.ACTIVE, List.of(ONE))))
        .singleElement()
        .satisfies(contest -> assertThat(contest.open()).isTrue());
  }

  @Test
  void a_node_that_does_not_tell_its_groups_means_the_shared_one() {
    assertThat(
            contests(
                node("sun-a", "web", DomainState.ACTIVE, List.of(group("1.1.sun-a", true))),
                node("sun-b", "db", DomainState.INACTIVE, List.of())))
        .singleElement()
        .satisfies(contest -> assertThat(contest.open()).isFalse());
  }

  @Test
  void a_domain_that_is_bound_on_two_nodes_is_no_standby() {
    List<DiskGroup> shared = List.of(group("1.1.sun-a", true));

    assertThat(
            contests(
                node("sun-a", "web", DomainState.ACTIVE, shared),
                node("sun-b", "web", DomainState.BOUND, shared)))
        .singleElement()
        .satisfies(contest -> assertThat(contest.open()).isTrue());
    assertThat(
            contests(
                node("sun-a", "web", DomainState.ACTIVE, shared),
                node("sun-b", "web", DomainState.INACTIVE, shared)))
        .isEmpty();
  }
}
