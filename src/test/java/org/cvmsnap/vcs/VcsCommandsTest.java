package org.cvmsnap.vcs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsCommandsTest {
  @Test
  void freezes_and_unfreezes_a_group_for_now_or_beyond_a_restart() {
    assertThat(VcsCommands.freeze("ldg", false)).containsExactly("hagrp", "-freeze", "ldg");
    assertThat(VcsCommands.freeze("ldg", true))
        .containsExactly("hagrp", "-freeze", "ldg", "-persistent");
    assertThat(VcsCommands.unfreeze("ldg", false)).containsExactly("hagrp", "-unfreeze", "ldg");
    assertThat(VcsCommands.unfreeze("ldg", true))
        .containsExactly("hagrp", "-unfreeze", "ldg", "-persistent");
  }

  @Test
  void clears_a_fault_and_opens_and_closes_the_configuration() {
    assertThat(VcsCommands.clear("ldom_pay", "cdom1"))
        .containsExactly("hares", "-clear", "ldom_pay", "-sys", "cdom1");
    assertThat(VcsCommands.open()).containsExactly("haconf", "-makerw");
    assertThat(VcsCommands.close()).containsExactly("haconf", "-dump", "-makero");
  }
}
