package org.cvmsnap.schedules;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.TakeOver;

/**
 * {@code cvmsnap recover --ldom ldom1 --from sun-a} on sun-b, after the death of sun-a in an
 * outage: the guest is up once, and the recovery of the returning node leaves it there.
 */
record TakingOver() implements Operation {
  private static final GuestName GUEST = new GuestName("ldom1");

  @Override
  public String word() {
    return "recover --from";
  }

  @Override
  public List<String> volumes() {
    return List.of("datavol1");
  }

  /** It is down. */
  @Override
  public boolean takesGuestDown() {
    return false;
  }

  @Override
  public Told run(Session session, EngineListener listener) throws InterruptedException {
    Recovery.Recovered recovered =
        new TakeOver(session, listener, List.of())
            .run(OutageOptions.usual(GUEST, Optional.empty()), "sun-a");
    return new Told(recovered.status(), recovered.result(), List.of());
  }

  @Override
  public void home(Scene scene, Guarantee guarantee, String when) {
    if (scene.processes().stream().noneMatch(TakingOver::touchedGuest)) {
      guarantee.guestsAsBefore(when);
    } else if (!kept(scene)) {
      scene.violated().accept(when + ": ldom1 is not up on sun-b");
    }
  }

  private static boolean touchedGuest(Launch process) {
    return process.ran().stream()
        .filter(each -> each.command().mutates())
        .anyMatch(each -> each.command().argv().get(0).equals("ldm"));
  }

  /** Both nodes are there again, and each has paid what it owed. */
  @Override
  public void over(Scene scene) {
    SimTruth truth = scene.cluster().truth();
    List<SimTruth.Guest> up = up(truth);
    if (up.size() != 1 || !up.get(0).os().equals("running") || up.get(0).mounts().isEmpty()) {
      scene.violated().accept("ldom1 is not as it was, once: " + up);
    }
    truth.groups().stream()
        .filter(group -> !group.frozen().equals("no"))
        .forEach(group -> scene.violated().accept(group.name() + " is frozen"));
    truth.volumes().stream()
        .filter(volume -> volume.corrupt() || volume.name().startsWith("cvmsnap_lock"))
        .forEach(volume -> scene.violated().accept("left: " + volume));
    if (scene.first().exit() == 0 && !scene.first().crashed() && !kept(scene)) {
      scene.violated().accept("exit 0, and it is not done");
    }
  }

  @Override
  public boolean kept(Scene scene) {
    List<SimTruth.Guest> up = up(scene.cluster().truth());
    return up.size() == 1 && up.get(0).node().equals("sun-b") && up.get(0).os().equals("running");
  }

  /** Where the guest is active. */
  static List<SimTruth.Guest> up(SimTruth truth) {
    return truth.guests().stream()
        .filter(guest -> guest.ldom().equals(GUEST.value()) && guest.state().equals("active"))
        .toList();
  }
}
