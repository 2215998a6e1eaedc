package org.cvmsnap.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.Unmount;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TogetherTest {
  private static final GuestName GUEST = new GuestName("ldom1");

  private static Step unmount(String special, String mountPoint) {
    return new Unmount(
        GUEST,
        Machine.guest(GUEST, "ldom1"),
        new Mount(special, mountPoint, "vxfs", List.of()),
        Mounts.AtBoot.NOT,
        Optional.empty(),
        true,
        Timeouts.USUAL);
  }

  @Test
  void what_does_not_rest_on_each_other_is_begun_together() {
    Step data = unmount("/dev/dsk/c0d2s0", "/data");
    Step logs = unmount("/dev/dsk/c0d3s0", "/logs");
    Step others = unmount("/dev/dsk/c0d4s0", "/data2");

    assertThat(Together.of(List.of(data, logs, others)))
        .containsExactly(List.of(data, logs, others));
  }

  @Test
  void what_rests_on_another_keeps_its_order() {
    Step inner = unmount("/dev/dsk/c0d4s0", "/data/in");
    Step checkpoint = unmount("/dev/dsk/c0d2s0:mon", "/mon");
    Step shown = unmount("/data/part", "/part");
    Step logs = unmount("/dev/dsk/c0d3s0", "/logs");
    Step data = unmount("/dev/dsk/c0d2s0", "/data");

    assertThat(Together.of(List.of(inner, checkpoint, shown, logs, data)))
        .containsExactly(List.of(inner, checkpoint, shown, logs), List.of(data));
    assertThat(Together.of(List.of(data, logs, inner)))
        .containsExactly(List.of(data, logs), List.of(inner));
  }

  @Test
  void the_commands_for_several_goals_are_merged_where_there_are_several() {
    ToyGuest guest = new ToyGuest();
    Invocation data = command("data off", "data", "off");
    Invocation logs = command("logs off", "logs", "off");

    assertThat(Together.commands(guest, List.of(List.of(data), List.of(logs))))
        .containsExactly(data, logs);

    guest.merges();

    assertThat(Together.commands(guest, List.of(List.of(data), List.of(logs))))
        .containsExactly(command("all", "data,logs", "off"));
    assertThat(Together.commands(guest, List.of(List.of(data), List.of()))).containsExactly(data);
  }

  private static Invocation command(String... words) {
    return new Invocation(Machine.controlDomain("sun-a"), List.of(words));
  }
}
