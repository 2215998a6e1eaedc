package org.cvmsnap.ldm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.GuestName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DependencyParserTest {
  @Test
  void reads_masters_and_policies() {
    String output =
        """
        VERSION 1.11
        DOMAIN|name=primary
        CONTROL|failure-policy=ignore
        DEPENDENCY|master=
        DOMAIN|name=ldom1
        CONTROL|failure-policy=reset|cpu-arch=native
        DEPENDENCY|master=primary,ldom2
        VDISK|name=data|vol=data@vds0
        DOMAIN|name=ldom2
        """;

    assertThat(new DependencyParser().parse(output))
        .containsExactly(
            new Dependency(new GuestName("primary"), List.of(), "ignore"),
            new Dependency(
                new GuestName("ldom1"),
                List.of(new GuestName("primary"), new GuestName("ldom2")),
                "reset"),
            new Dependency(new GuestName("ldom2"), List.of(), "ignore"));
  }

  @Test
  void refuses_a_dependency_of_nobody() {
    assertThatThrownBy(() -> new DependencyParser().parse("VERSION 1.11\nDEPENDENCY|master=a\n"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
