package org.cvmsnap.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cvmsnap.testing.WorldAssertions.assertAllFired;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Which machine it is that answers, and for how long that is known. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenHostsTest {
  private static final Machine GUEST = Machine.guest(new GuestName("ldom1"), "ldom1");
  private static final Machine SUN_A = Machine.controlDomain("sun-a");
  private static final Machine SUN_B = Machine.node("sun-b");
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private static List<String> mounted(Site site) throws Exception {
    return site.os(GUEST).mounts().stream().map(Mount::mountPoint).toList();
  }

  private static void acts(Site site, Machine machine, String line) throws Exception {
    assertThat(site.act(new Invocation(machine, List.of(line.split(" ", -1))), LIMIT).said())
        .isEmpty();
  }

  private static long asked(World world, String host, String program) {
    return world.log().stream()
        .filter(each -> each.host().equals(host) && each.argv().get(0).equals(program))
        .count();
  }

  /** The guest as a cluster manager, or an operator, has brought it up on the other node. */
  private static World moved() {
    return World.of(World.text("standby"))
        .typed("sun-a", "ldm stop ldom1")
        .typed("sun-a", "ldm unbind ldom1")
        .typed("sun-b", "ldm bind ldom1")
        .typed("sun-b", "ldm start ldom1")
        .change(cluster -> cluster.advance(Duration.ofMinutes(10)));
  }

  @Test
  void a_guest_is_asked_once_which_one_it_is() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();
    assertThat(site.proven(GUEST)).isFalse();

    assertThat(mounted(site)).contains("/data");
    site.time().sleep(Duration.ofMinutes(1));
    assertThat(mounted(site)).contains("/data");

    assertThat(site.proven(GUEST)).isTrue();
    assertThat(asked(world, "ldom1", "virtinfo")).isEqualTo(1);
  }

  @Test
  void and_again_after_a_change_in_a_control_domain_that_is_not_of_disks() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();

    for (String line : List.of("add-vdsdev /dev/vx/dsk/datadg/datavol3", "rm-vdsdev -f")) {
      mounted(site);
      acts(site, SUN_A, "ldm " + line + " more@primary-vds0");
      assertThat(site.proven(GUEST)).as(line).isTrue();
    }
    acts(site, SUN_A, "ldm set-variable auto-boot?=true ldom1");
    assertThat(site.proven(GUEST)).isFalse();
    mounted(site);
    acts(site, SUN_B, "ldm set-variable auto-boot?=true ldom3");
    assertThat(site.proven(GUEST)).isFalse();
    mounted(site);
    assertThat(asked(world, "ldom1", "virtinfo")).isEqualTo(3);
  }

  @Test
  void and_again_when_it_has_not_answered() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();
    mounted(site);
    world.fault(Fault.on("cat /etc/mnttab", Effect.HANG).host("ldom1"));
    site.time().sleep(Duration.ofMinutes(1));

    assertThatThrownBy(() -> mounted(site)).isInstanceOf(NotLearnedException.class);

    assertAllFired(world);
    assertThat(site.proven(GUEST)).isFalse();
  }

  @Test
  void one_that_does_not_say_which_it_is_is_asked_nothing_else_and_is_no_other() throws Exception {
    World world = World.builtIn().fault(Fault.on("virtinfo *", Effect.HANG).host("ldom1").times(0));
    Site site = world.session().site();

    assertThatThrownBy(() -> mounted(site))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("'virtinfo -a -p' gave no answer");
    assertThat(site.mistaken(GUEST)).isEmpty();
    assertThat(asked(world, "ldom1", "cat")).isZero();
    assertThat(asked(world, "ldom1", "hostid")).isZero();
  }

  @Test
  void one_that_nobody_reaches_is_no_other_either() throws Exception {
    World world = World.builtIn().typed("sun-a", "ldm stop ldom1");
    Site site = world.session().site();

    assertThatThrownBy(() -> mounted(site)).isInstanceOf(NotLearnedException.class);

    assertThat(site.mistaken(GUEST)).isEmpty();
    assertThat(asked(world, "ldom1", "hostid")).isZero();
  }

  @Test
  void another_one_is_told_to_be_that() throws Exception {
    Site site = World.builtIn().change(cluster -> cluster.leads("ldom1", "ldom3")).session().site();
    String why = "ssh ldom1 reaches the domain ldom3 of sun-b, and not ldom1 of sun-a";

    assertThat(site.mistaken(GUEST)).contains(why);
    assertThatThrownBy(() -> mounted(site)).hasMessageContaining(why);
    assertThat(World.builtIn().session().site().mistaken(GUEST)).isEmpty();
  }

  @Test
  void one_that_has_come_up_on_another_node_is_still_the_one_that_is_meant() throws Exception {
    World world = moved();
    Site site = world.session().site();

    assertThat(mounted(site)).contains("/");
    assertThat(site.proven(GUEST)).isTrue();
    assertThatThrownBy(() -> site.os(GUEST, SUN_A).mounts())
        .hasMessageContaining("reaches the domain ldom1 of sun-b, and not ldom1 of sun-a");
    assertThat(site.os(GUEST, SUN_B).mounts()).isNotEmpty();
  }

  @Test
  void but_not_where_the_other_node_does_not_say_that_it_runs_there() throws Exception {
    World world = moved().fault(Fault.on("ldm list -p", Effect.HANG).host("sun-b").times(0));

    assertThatThrownBy(() -> mounted(world.session().site()))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("which machine this is cannot be learned: 'ldm list -p' gave no");
  }

  @Test
  void a_node_is_asked_once_for_its_number_and_again_when_it_has_not_answered() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();
    site.ldm(SUN_B).domains();
    site.time().sleep(Duration.ofMinutes(1));
    site.ldm(SUN_B).domains();
    assertThat(asked(world, "sun-b", "vxclustadm")).isEqualTo(1);

    world.fault(Fault.on("ldm list *", Effect.HANG).host("sun-b"));
    site.time().sleep(Duration.ofMinutes(1));
    assertThatThrownBy(() -> site.ldm(SUN_B).domains()).isInstanceOf(NotLearnedException.class);
    assertAllFired(world);
    site.time().sleep(Duration.ofMinutes(1));
    site.ldm(SUN_B).domains();
    assertThat(asked(world, "sun-b", "vxclustadm")).isEqualTo(2);
  }

  @Test
  void a_node_that_does_not_tell_its_number_is_believed_and_asked_again() throws Exception {
    World world =
        World.builtIn().fault(Fault.on("vxclustadm *", Effect.FAIL).host("sun-b").times(0));
    Site site = world.session().site();

    assertThat(site.ldm(SUN_B).domains()).isNotEmpty();
    long before = asked(world, "sun-b", "vxclustadm");
    site.time().sleep(Duration.ofMinutes(1));
    assertThat(site.ldm(SUN_B).domains()).isNotEmpty();

    assertThat(asked(world, "sun-b", "vxclustadm")).isGreaterThan(before);
  }

  @Test
  void whoever_looks_only_or_gives_up_knows_what_was_proven() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();
    mounted(site);
    site.time().sleep(Duration.ofMinutes(1));

    mounted(site.readOnly());
    mounted(site.givingUp());

    assertThat(asked(world, "ldom1", "virtinfo")).isEqualTo(1);
    assertThat(Optional.of(site.readOnly().proven(GUEST))).contains(true);
  }

  @Test
  void whoever_has_machines_of_his_own_has_them_proven_for_himself() throws Exception {
    World world = World.builtIn();
    Site site = world.session().site();
    mounted(site);

    site.each(
        List.of(
            own -> {
              assertThat(own.proven(GUEST)).isFalse();
              try {
                mounted(own);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              assertThat(own.proven(GUEST)).isTrue();
            }));

    assertThat(asked(world, "ldom1", "virtinfo")).isEqualTo(2);
  }
}
