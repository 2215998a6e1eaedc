package org.cvmsnap.scenario;

import static org.cvmsnap.testing.WorldAssertions.assertAllFired;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;

/** Two nodes that work on one guest and its volumes, each with a state directory of its own. */
abstract class LockWorld {
  static final String OF_VOLUME = LockRecord.name(VolumeId.of("datadg", "datavol1")).value();

  final World world = World.vcs();

  CliRun on(String node, String... args) {
    return world.on(node, args);
  }

  CliRun take(String node, String... more) {
    List<String> words = new ArrayList<>(List.of("take", "datavol1", "--ldom", "ldom1"));
    words.addAll(List.of(more));
    return on(node, words.toArray(String[]::new));
  }

  void diesOn(String node, String glob, String... args) {
    world.fault(Fault.on(glob, Effect.CRASH_BEFORE));
    assertThat(on(node, args)).crashed();
    assertAllFired(world);
    world.noFaults();
  }

  void takeDiesOn(String node, String glob) {
    diesOn(node, glob, "take", "datavol1", "--ldom", "ldom1");
  }

  void record(String name, String comment) {
    world.typed("sun-b", "vxassist -g datadg make " + name + " 2048s comment=" + comment);
  }
}
