package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What inventories read of a machine and of the domains on it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmInventoryTest {
  private final Console console = Console.builtIn();

  private String ok(String line) {
    return console.ok("sun-a", line);
  }

  private String refused(String line) {
    assertThat(console.answer("sun-a", line).exit()).as(line).isNotZero();
    return console.answer("sun-a", line).err();
  }

  @Test
  void bindings_tell_the_strands_and_the_memory_of_a_domain() {
    assertThat(ok("ldm list-bindings -p ldom1"))
        .contains("UUID|uuid=")
        .contains("CORE\n|cid=2|cpuset=16,17,18,19,20,21,22,23\n|cid=3|cpuset=24,")
        .contains("VCPU\n|vid=0|pid=16|util=0.8|strand=100\n|vid=1|pid=17|")
        .contains("MEMORY\n|ra=0x20000000|pa=0x820000000|size=17179869184\n")
        .contains("VNET|name=vnet0|dev=network@0|service=primary-vsw0@primary|")
        .doesNotContain("IO\n");
    assertThat(ok("ldm list-bindings -p primary"))
        .contains("IO\n|dev=pci@300|alias=pci_0\n|dev=pci@340|alias=pci_1\n");
  }

  @Test
  void a_domain_that_is_not_bound_tells_how_much_it_wants() {
    assertThat(ok("ldm list-bindings -p ldom2"))
        .contains("DOMAIN|name=ldom2|state=inactive|flags=------|")
        .contains("VCPU|count=8\n", "MEMORY|size=8589934592\n")
        .doesNotContain("CORE");
  }

  @Test
  void a_section_is_told_alone() {
    assertThat(ok("ldm list -o cpu,memory -p ldom1"))
        .startsWith("VERSION 1.11\nDOMAIN|name=ldom1\nVCPU\n|vid=0|pid=16|")
        .contains("\nMEMORY\n|ra=")
        .doesNotContain("CORE", "UUID", "VNET");
    assertThat(ok("ldm list -o net -p ldom1"))
        .startsWith("VERSION 1.11\nDOMAIN|name=ldom1\nVNET|name=vnet0|");
    assertThat(ok("ldm list -o network -p primary"))
        .startsWith("VERSION 1.11\nDOMAIN|name=primary\nVSW|name=primary-vsw0|");
    assertThat(ok("ldm list -o disk -p primary"))
        .startsWith("VERSION 1.11\nDOMAIN|name=primary\nVDS|name=primary-vds0\n");
    assertThat(ok("ldm list -o domain -p ldom1")).contains("\nUUID|uuid=", "\nMAC|mac-addr=");
  }

  @Test
  void a_section_is_told_for_people() {
    assertThat(ok("ldm list -o core,cpu,memory,network,physio primary"))
        .contains("CORE\n    CID    CPUSET\n    0      (0,1,2,3,4,5,6,7)\n")
        .contains("VCPU\n    VID    PID    UTIL STRAND\n    0      0      2.1%   100%\n")
        .contains("MEMORY\n    RA               PA               SIZE\n    0x20000000")
        .contains("VSW\n    NAME ", "IO\n    DEVICE ");
    assertThat(ok("ldm list-constraints ldom2"))
        .contains("VCPU\n    COUNT\n    8\n", "MEMORY\n    SIZE\n    8G\n", "NETWORK\n");
    assertThat(ok("ldm list -o cpu,memory ldom2"))
        .contains("VCPU\n    COUNT\n    8\n", "MEMORY\n    SIZE\n    8G\n");
  }

  @Test
  void constraints_have_no_variables_where_there_are_none() {
    assertThat(ok("ldm list-constraints -p primary"))
        .contains("\nIO\n|dev=pci@300|alias=pci_0\n")
        .doesNotContain("VARIABLES");
    assertThat(ok("ldm list-constraints -p ldom1"))
        .contains("VARIABLES\n|auto-boot?=true\n", "VNET|name=vnet0|", "VCONS|group=ldom1|")
        .contains("VCPU|count=16\n", "MEMORY|size=17179869184\n");
  }

  @Test
  void constraints_are_told_as_xml() {
    assertThat(ok("ldm list-constraints -x ldom1"))
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<LDM_interface version=\"1.3\"")
        .contains("ovf:id=\"ldom1\">")
        .contains("<rasd:AllocationUnits>17179869184</rasd:AllocationUnits>")
        .contains("<gprop:GenericProperty key=\"vol_name\">ldom1-data</gprop:GenericProperty>")
        .contains("<gprop:GenericProperty key=\"name\">auto-boot?</gprop:GenericProperty>")
        .doesNotContain("ldom2")
        .endsWith("</LDM_interface>\n");
    assertThat(ok("ldm list-constraints -x primary")).contains("key=\"block_dev\">/dev/vx/dsk/");
    assertThat(refused("ldm list-constraints -x nosuch")).contains("not found");
  }

  @Test
  void devices_that_are_free_become_fewer_with_a_bind() {
    assertThat(ok("ldm list-devices -p cpu"))
        .startsWith("VERSION 1.11\nVCPU\n|pid=32|free=100|pm=no\n");
    ok("ldm bind ldom2");

    assertThat(ok("ldm list-devices -p cpu")).startsWith("VERSION 1.11\nVCPU\n|pid=40|");
    assertThat(ok("ldm list-devices -a -p cpu"))
        .startsWith("VERSION 1.11\nVCPU\n|pid=0|free=0|pm=no\n|pid=1|");
  }

  @Test
  void all_devices_are_listed_with_what_has_them() {
    assertThat(ok("ldm list-devices -a -p memory"))
        .isEqualTo(
            """
            VERSION 1.11
            MEMORY
            |pa=0xa00000|size=526385152|bound=_sys_
            |pa=0x20000000|size=34359738368|bound=primary
            |pa=0x820000000|size=17179869184|bound=ldom1
            |pa=0xc20000000|size=223338299392|bound=
            """);
    assertThat(ok("ldm list-devices -p memory"))
        .isEqualTo("VERSION 1.11\nMEMORY\n|pa=0xc20000000|size=223338299392\n");
    assertThat(ok("ldm list-devices -a -p core io"))
        .contains("CORE\n|cid=0|free=0|cpuset=0,1,2,3,4,5,6,7\n", "|cid=4|free=100|")
        .contains("IO\n|dev=pci@300|alias=pci_0|bound=primary\n");
    assertThat(ok("ldm list-devices"))
        .startsWith("CORE\n    ID      %FREE   CPUSET\n    4       100     (32,")
        .contains("VCPU\n    PID     %FREE   PM\n    32      100     NO\n")
        .contains("MEMORY\n    PA                   SIZE\n    0xc20000000          208G\n");
  }

  @Test
  void buses_and_network_devices_are_listed() {
    assertThat(ok("ldm list-io")).contains("pci_0 ", " BUS    pci_0    primary  IOV\n");
    assertThat(ok("ldm list-netdev")).contains("net0               PHYS     ETHER    up");
  }

  @Test
  void configurations_on_the_service_processor_come_and_go() {
    assertThat(ok("ldm list-spconfig")).isEqualTo("factory-default [current]\n");
    ok("ldm add-spconfig initial");

    assertThat(ok("ldm ls-config")).isEqualTo("factory-default\ninitial [current]\n");
    assertThat(refused("ldm add-spconfig initial")).contains("already exists");
    ok("ldm rm-spconfig initial");
    assertThat(refused("ldm rm-spconfig initial")).contains("not found");
    assertThat(refused("ldm rm-spconfig factory-default")).contains("cannot be removed");
  }

  @Test
  void a_domain_depends_on_those_that_serve_it() {
    assertThat(ok("ldm list-dependencies"))
        .isEqualTo(
            """
            DOMAIN            DEPENDENCY
            primary
            ldom1             primary
            ldom2             primary
            """);
    assertThat(ok("ldm list-dependencies -l ldom2"))
        .isEqualTo(
            """
            DOMAIN            DEPENDENCY        TYPE      DEVICE
            ldom2             primary           VDISK     primary-vds0/boot
                              primary           VNET      primary-vsw0/vnet0
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldm list-devices -z",
        "ldm list-devices tape",
        "ldm list-devices crypto",
        "ldm list-io -p",
        "ldm list-io -l",
        "ldm list-netdev -p",
        "ldm list-netdev ldom1",
        "ldm list-spconfig -p",
        "ldm set-spconfig initial",
        "ldm list-dependencies -p",
        "ldm list-dependencies nosuch",
        "ldm list-constraints -x -p",
        "ldm list-rsrc-group",
      })
  void what_is_not_simulated_fails_loudly(String line) {
    assertThat(refused(line)).isNotEmpty();
  }
}
