package org.cvmsnap.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains that are made, given what they need, changed and removed. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LdmDomainsTest {
  private final Console console = Console.builtIn();

  private String ok(String line) {
    return console.ok("sun-a", line);
  }

  private String refused(String line) {
    assertThat(console.answer("sun-a", line).exit()).as(line).isNotZero();
    return console.answer("sun-a", line).err();
  }

  @Test
  void a_new_domain_is_inactive_and_has_nothing() {
    ok("ldm add-domain ldom9");

    assertThat(ok("ldm list -p ldom9"))
        .endsWith("DOMAIN|name=ldom9|state=inactive|flags=------|cons=|ncpu=0|mem=0\n");
    assertThat(refused("ldm bind ldom9")).contains("no VCPUs or no memory");
    assertThat(refused("ldm add-domain ldom9")).contains("already exists");
  }

  @Test
  void a_new_domain_with_strands_and_memory_comes_up_to_its_ok_prompt() {
    ok("ldm add-domain failure-policy=reset master=primary ldom9");
    ok("ldm set-vcpu 8 ldom9");
    ok("ldm add-vcpu 8 ldom9");
    ok("ldm set-memory 4g ldom9");
    ok("ldm bind ldom9");
    ok("ldm start ldom9");
    console.cluster().advance(Duration.ofMinutes(5));

    assertThat(ok("ldm list -p ldom9"))
        .contains("|state=active|flags=-t----|cons=5002|ncpu=16|mem=4294967296|");
    assertThat(ok("ldm list-bindings -p ldom9"))
        .contains("CONTROL|failure-policy=reset|", "DEPENDENCY|master=primary\n");
    assertThat(refused("ldm set-vcpu 4 ldom9")).contains("is not simulated");
  }

  @Test
  void a_domain_is_removed_when_it_is_inactive() {
    assertThat(refused("ldm rm-domain ldom1")).contains("is bound");
    assertThat(refused("ldm rm-domain primary")).contains("cannot be removed");
    assertThat(refused("ldm rm-domain ldom2 nosuch")).contains("nosuch not found");

    ok("ldm rm-domain ldom2");

    assertThat(refused("ldm list -p ldom2")).isEqualTo("LDom ldom2 not found\n");
  }

  @Test
  void what_happens_to_the_slaves_of_a_domain_is_set_while_it_runs() {
    ok("ldm set-domain failure-policy=stop ldom1");
    ok("ldm set-domain master=ldom1 ldom2");

    assertThat(ok("ldm list -o domain -p ldom1")).contains("CONTROL|failure-policy=stop|");
    assertThat(ok("ldm list-constraints -p ldom2")).contains("DEPENDENCY|master=ldom1\n");
    assertThat(ok("ldm list -o domain -p ldom1")).contains("|softstate=Solaris running\n");
    ok("ldm set-domain master= ldom2");
    assertThat(ok("ldm list-constraints -p ldom2")).contains("DEPENDENCY|master=\n");
  }

  @Test
  void a_domain_that_is_kept_on_disk_is_there_again() {
    ok("ldm add-domain ldom9");
    ok("ldm add-spconfig before");
    Console again = new Console(console.cluster().copy());

    assertThat(again.ok("sun-a", "ldm list -p ldom9")).contains("|state=inactive|");
    assertThat(again.ok("sun-a", "ldm list-spconfig"))
        .isEqualTo("factory-default\nbefore [current]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ldm add-domain",
        "ldm add-domain -i ldom9.xml",
        "ldm add-domain hostid=0x1 ldom9",
        "ldm add-domain failure-policy=dance ldom9",
        "ldm add-domain master=nosuch ldom9",
        "ldm add-domain -ldom9",
        "ldm add-domain a=b=c,d ldom9",
        "ldm rm-domain -a",
        "ldm set-domain ldom1",
        "ldm set-domain shutdown-group=1 ldom1",
        "ldm set-domain failure-policy=stop nosuch",
        "ldm set-vcpu 0 ldom2",
        "ldm set-vcpu 4 nosuch",
        "ldm set-memory 4 ldom2",
        "ldm rm-vcpu 1 ldom2",
        "ldm set-core 1 ldom2",
      })
  void what_is_not_simulated_fails_and_changes_nothing(String line) {
    String before = ok("ldm list-constraints -p");

    assertThat(refused(line)).isNotEmpty();

    assertThat(ok("ldm list-constraints -p")).isEqualTo(before);
  }
}
