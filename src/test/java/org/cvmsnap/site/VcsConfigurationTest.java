package org.cvmsnap.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.site.VcsConfiguration.State.CLOSED;
import static org.cvmsnap.site.VcsConfiguration.State.OURS;
import static org.cvmsnap.site.VcsConfiguration.State.THEIRS;

import java.time.Duration;
import java.util.List;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whose the open configuration of VCS is. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VcsConfigurationTest {
  private static final Machine SUN_A = Machine.controlDomain("sun-a");

  private final World world = World.vcs();
  private final Site site = world.session().site();

  private VcsConfiguration.State look() throws Exception {
    site.time().sleep(Duration.ofMinutes(1));
    return site.configuration().look(SUN_A);
  }

  private void acts(String line) throws Exception {
    site.act(new Invocation(SUN_A, List.of(line.split(" ", -1))), Duration.ofMinutes(1));
  }

  @Test
  void it_is_ours_from_when_we_have_opened_it_until_it_is_closed() throws Exception {
    assertThat(look()).isEqualTo(CLOSED);
    acts("haconf -makerw");
    assertThat(look()).isEqualTo(OURS);
    acts("haconf -dump -makero");
    assertThat(look()).isEqualTo(CLOSED);
  }

  @Test
  void what_others_have_opened_is_theirs() throws Exception {
    world.typed("sun-b", "haconf -makerw");

    assertThat(look()).isEqualTo(THEIRS);
  }

  @Test
  void also_when_ours_is_closed_again() throws Exception {
    for (int time = 0; time < 2; time++) {
      acts("haconf -makerw");
      acts("ldm list");
      assertThat(look()).isEqualTo(OURS);
      acts("haconf -dump -makero");
      assertThat(look()).isEqualTo(CLOSED);
    }

    world.typed("sun-b", "haconf -makerw");

    assertThat(look()).isEqualTo(THEIRS);
  }

  @Test
  void one_that_somebody_else_has_closed_is_not_closed_by_us() throws Exception {
    acts("haconf -makerw");
    world.typed("sun-b", "haconf -dump -makero");
    assertThat(look()).isEqualTo(CLOSED);
    acts("hagrp -unfreeze ldom1_sg");

    acts("haconf -makerw");

    assertThat(look()).isEqualTo(OURS);
  }
}
