package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cvmsnap.host.CommandResult;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmShellTest {
  private Console console = Console.builtIn();

  @Test
  void lists_domains_in_records() {
    assertThat(console.ok("sun-a", "/usr/sbin/ldm list -p"))
        .isEqualTo(
            """
            VERSION 1.11
            DOMAIN|name=primary|state=active|flags=-n-cv-|cons=UART|ncpu=16|mem=34359738368|util=2.1|uptime=86400|norm_util=2.0
            DOMAIN|name=ldom1|state=active|flags=-n----|cons=5000|ncpu=16|mem=17179869184|util=0.8|uptime=86400|norm_util=0.7
            DOMAIN|name=ldom2|state=inactive|flags=------|cons=|ncpu=8|mem=8589934592
            """);
  }

  @Test
  void a_bound_domain_has_an_empty_load() {
    console.ok("sun-a", "ldm bind ldom2");

    assertThat(console.ok("sun-a", "ldm ls -p ldom2"))
        .isEqualTo(
            """
            VERSION 1.11
            DOMAIN|name=ldom2|state=bound|flags=------|cons=5001|ncpu=8|mem=8589934592|util=|uptime=
            """);
  }

  @Test
  void lists_disks_and_softstate() {
    String out = console.ok("sun-a", "ldm list -o domain,disk -p ldom1");

    assertThat(out)
        .startsWith(
            """
            VERSION 1.11
            DOMAIN|name=ldom1|state=active|flags=normal|util=0.8|uptime=86400|softstate=Solaris running
            """)
        .endsWith(
            """
            VDISK|name=boot|vol=ldom1-boot@primary-vds0|timeout=|dev=disk@0|server=primary|mpgroup=|id=0
            VDISK|name=data|vol=ldom1-data@primary-vds0|timeout=|dev=disk@2|server=primary|mpgroup=|id=2
            VDISK|name=logs|vol=ldom1-logs@primary-vds0|timeout=|dev=disk@3|server=primary|mpgroup=|id=3
            """);
  }

  @Test
  void lists_services() {
    assertThat(console.ok("sun-b", "ldm list-services -p"))
        .contains(
            """
            VDS|name=primary-vds0
            |vol=ldom3-boot|opts=|dev=/ldoms/ldom3/boot.img|mpgroup=
            |vol=ldom3-data|opts=|dev=/dev/vx/dsk/datadg/datavol3|mpgroup=
            """);
  }

  @Test
  void bindings_tell_the_clients_and_the_variables() {
    assertThat(console.ok("sun-a", "ldm list-bindings -p"))
        .contains("VDS|name=primary-vds0|nclients=3\n", "|client=data@ldom1|vol=ldom1-data\n")
        .contains("DOMAIN|name=primary|state=active|flags=normal,control,vio-service|")
        .contains("VARIABLES\n|auto-boot?=true\n");
  }

  @Test
  void constraints_have_no_state() {
    assertThat(console.ok("sun-a", "ldm list-constraints -p ldom2"))
        .contains("DOMAIN|name=ldom2\n", "VDISK|name=boot|vol=ldom2-boot@primary-vds0|");
  }

  @Test
  void prints_a_table_for_people() {
    assertThat(console.ok("sun-a", "ldm list"))
        .isEqualTo(
            """
            NAME             STATE      FLAGS   CONS    VCPU  MEMORY   UTIL  NORM  UPTIME
            primary          active     -n-cv-  UART    16    32G      2.1%  2.0%  1d 0h 0m
            ldom1            active     -n----  5000    16    16G      0.8%  0.7%  1d 0h 0m
            ldom2            inactive   ------          8     8G
            """);
  }

  @Test
  void tells_variables() {
    assertThat(console.ok("sun-a", "ldm list-variable auto-boot? ldom1"))
        .isEqualTo("auto-boot?=true\n");
    assertThat(console.answer("sun-a", "ldm list-variable nothing ldom1").err())
        .contains("not found");
  }

  @Test
  void refuses_what_the_state_does_not_allow() {
    assertThat(console.answer("sun-a", "ldm bind ldom1").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm unbind ldom1").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm start ldom1").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm start ldom2").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm unbind ldom2").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm stop ldom2").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm stop primary").exit()).isEqualTo(1);
    assertThat(console.guest("ldom1").state()).isEqualTo("active");
    assertThat(console.guest("ldom2").state()).isEqualTo("inactive");
  }

  @Test
  void an_unknown_domain_is_not_found() {
    CommandResult.Finished list = console.answer("sun-a", "ldm list -p ldom9");
    CommandResult.Finished bind = console.answer("sun-a", "ldm bind ldom9");

    assertThat(list).isEqualTo(new CommandResult.Finished(1, "", "LDom ldom9 not found\n"));
    assertThat(bind).isEqualTo(new CommandResult.Finished(1, "", "LDom ldom9 not found\n"));
  }

  @Test
  void fails_loudly_for_words_it_does_not_know() {
    assertThat(console.answer("sun-a", "ldm list -x").exit()).isEqualTo(2);
    assertThat(console.answer("sun-a", "ldm stop -z ldom1").exit()).isEqualTo(2);
    assertThat(console.answer("sun-a", "ldm dance ldom1").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "ldm list -o dances ldom1").exit()).isEqualTo(1);
    assertThat(console.answer("sun-a", "/usr/bin/dance"))
        .isEqualTo(new CommandResult.Finished(127, "", "ksh: dance: not found\n"));
  }

  @Test
  void a_stop_that_takes_too_long_fails_and_the_guest_goes_down_later() {
    console = Console.changed("stopSeconds = 30", "stopSeconds = 400");

    CommandResult.Finished stop = console.answer("sun-a", "ldm stop ldom1");

    assertThat(stop)
        .isEqualTo(new CommandResult.Finished(1, "", "LDom ldom1 stop notification failed\n"));
    assertThat(console.cluster().elapsed()).isEqualTo(Duration.ofMinutes(3));
    assertThat(console.ok("sun-a", "ldm list -p ldom1")).contains("state=active|flags=s-----");
    console.cluster().advance(Duration.ofSeconds(220));
    assertThat(console.guest("ldom1").state()).isEqualTo("bound");
  }

  @Test
  void a_forced_stop_is_immediate_and_unclean() {
    console.ok("sun-a", "ldm stop -f ldom1");

    assertThat(console.cluster().elapsed()).isEqualTo(Duration.ofSeconds(3));
    assertThat(console.events()).contains("datavol1 DROPPED", "datavol2 DROPPED");
  }

  @Test
  void a_guest_that_is_stopped_to_reboot_comes_up_again() {
    assertThat(console.ok("sun-a", "ldm stop -r ldom1")).isEqualTo("LDom ldom1 stopped\n");

    assertThat(console.cluster().elapsed()).isEqualTo(Duration.ofSeconds(30));
    assertThat(console.ok("sun-a", "ldm list -o domain -p ldom1"))
        .contains("|state=active|", "softstate=Solaris booting\n");
    console.cluster().advance(Duration.ofMinutes(3));
    assertThat(console.ok("ldom1", "uname -n")).isEqualTo("ldom1\n");
    assertThat(console.events()).contains("datavol1 UNMOUNTED");
  }

  @Test
  void all_guests_are_stopped_at_once() {
    console.ok("sun-a", "ldm bind ldom2");
    console.ok("sun-a", "ldm start ldom2");
    console.cluster().advance(Duration.ofMinutes(3));

    assertThat(console.ok("sun-a", "ldm stop -a"))
        .isEqualTo("LDom ldom1 stopped\nLDom ldom2 stopped\n");

    assertThat(console.guest("ldom1").state()).isEqualTo("bound");
    assertThat(console.guest("ldom2").state()).isEqualTo("bound");
    assertThat(console.answer("sun-a", "ldm stop ldom1 ldom2").err())
        .isEqualTo("LDom ldom1 is not active\nLDom ldom2 is not active\n");
    assertThat(console.answer("sun-a", "ldm stop -a ldom1").exit()).isEqualTo(2);
    assertThat(console.answer("sun-a", "ldm stop -f -r ldom1").exit()).isEqualTo(2);
    assertThat(console.answer("sun-a", "ldm stop -t 5 ldom1").exit()).isEqualTo(2);
  }

  @Test
  void variables_are_removed() {
    console.ok("sun-a", "ldm rm-variable boot-device ldom1");

    assertThat(console.ok("sun-a", "ldm list-variable ldom1")).isEqualTo("auto-boot?=true\n");
    assertThat(console.answer("sun-a", "ldm rm-variable boot-device ldom1").err())
        .isEqualTo("Variable boot-device not found\n");
    assertThat(console.answer("sun-a", "ldm rm-variable ldom1").exit()).isEqualTo(2);
  }

  @Test
  void the_options_of_an_export_are_changed_while_nobody_has_it_open() {
    assertThat(console.answer("sun-a", "ldm set-vdsdev options=ro ldom1-data@primary-vds0").err())
        .contains("is in use by LDom ldom1");
    console.ok("sun-a", "ldm set-vdsdev options=ro,slice ldom2-boot@primary-vds0");

    assertThat(console.ok("sun-a", "ldm list-services -p"))
        .contains("|vol=ldom2-boot|opts=ro,slice|dev=/ldoms/ldom2/boot.img|mpgroup=\n");
    assertThat(console.answer("sun-a", "ldm set-vdsdev options=ro nosuch@primary-vds0").err())
        .contains("does not exist");
    assertThat(console.answer("sun-a", "ldm set-vdsdev ldom2-boot@primary-vds0").exit())
        .isEqualTo(2);
  }

  @Test
  void a_guest_at_the_ok_prompt_does_not_answer() {
    console.ok("sun-a", "ldm set-variable auto-boot?=false ldom2");
    console.ok("sun-a", "ldm bind ldom2");
    console.ok("sun-a", "ldm start ldom2");
    console.cluster().advance(Duration.ofMinutes(30));
    assertThat(console.guest("ldom2").os()).isEqualTo("openboot");
    assertThat(console.ok("sun-a", "ldm list -p ldom2")).contains("flags=-t----");

    CommandResult.Finished stop = console.answer("sun-a", "ldm stop ldom2");

    assertThat(stop.exit()).isEqualTo(1);
    assertThat(console.ok("sun-a", "ldm list -p ldom2")).contains("flags=-t----");
    assertThat(console.ok("sun-a", "ldm stop -f ldom2")).isEqualTo("LDom ldom2 stopped\n");
  }

  @Test
  void a_boot_goes_through_its_stages() {
    console.ok("sun-a", "ldm bind ldom2");
    console.ok("sun-a", "ldm start ldom2");
    assertThat(console.ok("sun-a", "ldm list -o domain -p ldom2"))
        .contains("flags=transition|", "softstate=Solaris booting\n");

    console.cluster().advance(Duration.ofSeconds(76));
    assertThat(console.ok("sun-a", "ldm list -o domain -p ldom2"))
        .contains("softstate=Solaris running\n");
    assertThat(console.run("ldom2", "uname -n", Duration.ofSeconds(5)))
        .isInstanceOf(CommandResult.NotStarted.class);

    console.cluster().advance(Duration.ofSeconds(5));
    assertThat(console.ok("ldom2", "svcs -H -o state svc:/milestone/multi-user:default"))
        .isEqualTo("offline\n");
    console.cluster().advance(Duration.ofSeconds(5));
    assertThat(console.ok("ldom2", "svcs -H -o state svc:/milestone/multi-user:default"))
        .isEqualTo("online\n");
  }

  @Test
  void a_bind_needs_its_disks_and_its_memory() {
    console.ok("sun-a", "ldm rm-vdsdev -f ldom2-boot@primary-vds0");
    CommandResult.Finished disk = console.answer("sun-a", "ldm bind ldom2");

    console = Console.changed("megabytes = 262144", "megabytes = 50000");
    CommandResult.Finished memory = console.answer("sun-a", "ldm bind ldom2");

    assertThat(disk.exit()).isEqualTo(1);
    assertThat(disk.err()).contains("ldom2-boot@primary-vds0", "does not exist");
    assertThat(memory.exit()).isEqualTo(1);
    assertThat(memory.err()).contains("Not enough free memory");
    assertThat(console.guest("ldom2").state()).isEqualTo("inactive");
  }

  @Test
  void a_bind_succeeds_without_the_volume_but_the_boot_never_ends() {
    console.ok("sun-a", "ldm add-vdsdev -q /dev/vx/dsk/datadg/gone gone@primary-vds0");
    console.ok("sun-a", "ldm add-vdisk id=4 gone gone@primary-vds0 ldom2");

    console.ok("sun-a", "ldm bind ldom2");
    console.ok("sun-a", "ldm start ldom2");
    console.cluster().advance(Duration.ofHours(2));

    assertThat(console.guest("ldom2").os()).isEqualTo("booting");
  }

  @Test
  void exports_and_disks_come_and_go() {
    assertThat(console.answer("sun-a", "ldm rm-vdsdev ldom1-data@primary-vds0").err())
        .contains("is attached");
    assertThat(
            console
                .answer(
                    "sun-a", "ldm add-vdsdev /dev/vx/dsk/datadg/datavol3 ldom1-data@primary-vds0")
                .err())
        .contains("already exists");
    console.ok("sun-a", "ldm add-vdsdev options=ro /dev/vx/dsk/datadg/datavol3 copy@primary-vds0");
    console.ok("sun-a", "ldm add-vdisk timeout=30 copy copy@primary-vds0 ldom2");
    assertThat(console.ok("sun-a", "ldm list -o disk -p ldom2"))
        .contains("VDISK|name=copy|vol=copy@primary-vds0|timeout=30|dev=disk@1|server=primary|");

    console.ok("sun-a", "ldm rm-vdisk copy ldom2");
    console.ok("sun-a", "ldm rm-vdsdev copy@primary-vds0");

    assertThat(console.ok("sun-a", "ldm list-services -p")).doesNotContain("copy");
    assertThat(console.answer("sun-a", "ldm rm-vdsdev copy@primary-vds0").err())
        .contains("does not exist");
  }

  @Test
  void a_delayed_reconfiguration_of_primary_blocks_the_others() {
    console = Console.changed("control = true", "control = true\ndelayedReconfiguration = true");

    assertThat(console.answer("sun-a", "ldm bind ldom2").err()).contains("delayed reconfiguration");
    assertThat(console.ok("sun-a", "ldm list -p primary")).contains("flags=-ndcv-");
  }

  @Test
  void knows_itself() {
    assertThat(console.ok("sun-a", "ldm -V")).startsWith("Logical Domains Manager (v 3.6)\n");
    assertThat(console.ok("sun-a", "virtinfo -a -p"))
        .contains(
            "DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true\n",
            "DOMAINCONTROL|name=sun-a\n");
    assertThat(console.ok("sun-b", "uname -n")).isEqualTo("sun-b\n");
    assertThat(console.ok("sun-a", "/usr/bin/env LC_ALL=C /usr/bin/hostname")).isEqualTo("sun-a\n");
  }
}
