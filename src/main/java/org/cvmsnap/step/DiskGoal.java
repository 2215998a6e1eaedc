package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.plan.Invocation;

/** A state of a node's virtual disks and disk servers that one command of ldm brings about. */
abstract class DiskGoal extends OneCommandGoal {
  private final Site site;
  private final Machine control;

  DiskGoal(Site site, Machine control) {
    super(site);
    this.site = site;
    this.control = control;
  }

  /** ldm says at once and for good what it will not do. */
  @Override
  public int attempts() {
    return Math.min(2, super.attempts());
  }

  Ldm ldm() {
    return site.ldm(control);
  }

  Invocation here(List<String> argv) {
    return new Invocation(control, argv);
  }

  /** What is exported under the name of {@code wanted}, whatever it is. */
  List<BackEnd> namesakes(BackEnd wanted) throws NotLearnedException, InterruptedException {
    return ldm().backEnds().stream()
        .filter(each -> each.service().equals(wanted.service()))
        .filter(each -> each.volume().equals(wanted.volume()))
        .toList();
  }

  /** The disks that show what is exported under that name. */
  List<VirtualDisk> showing(BackEnd backEnd) throws NotLearnedException, InterruptedException {
    return ldm().disks().stream().filter(disk -> disk.shows(backEnd)).toList();
  }

  static String told(BackEnd backEnd) {
    return backEnd.volume() + "@" + backEnd.service();
  }
}
