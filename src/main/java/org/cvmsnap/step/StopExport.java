package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/** The virtual disk server does not export the volume under that name any more. */
public record StopExport(Machine control, BackEnd backEnd) implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation stopping = here(LdmCommands.rmVdsdev(backEnd.volume(), backEnd.service()));
    return Goal.of(
        subject(NodeDisks.described(backEnd)),
        NodeDisks.LIMITS,
        List.of(stopping),
        acts -> {
          NodeDisks disks = new NodeDisks(site.ldm(control));
          if (!disks.exported(backEnd)) {
            return Look.reached();
          }
          List<VirtualDisk> users = disks.showing(backEnd);
          return users.isEmpty()
              ? Look.owed("it is still exported", stopping)
              : Look.blocked(
                  "it is a disk of %s: %s; take it away first, on %s: %s"
                      .formatted(
                          users.get(0).domain(),
                          users.get(0).name(),
                          control.name(),
                          ShellLine.of(
                              LdmCommands.rmVdisk(users.get(0).name(), users.get(0).domain()))));
        });
  }
}
