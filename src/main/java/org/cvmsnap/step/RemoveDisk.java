package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Look;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/**
 * The guest has no such disk. It is never forced: of a domain that runs, ldm itself refuses to take
 * a disk that is in use (ldm(1M), rm-vdisk).
 */
public record RemoveDisk(Machine control, GuestName guest, String disk, BackEnd backEnd)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    Invocation removing = here(LdmCommands.rmVdisk(disk, guest));
    return Goal.of(
        subject(guest + "/" + disk),
        NodeDisks.LIMITS,
        List.of(removing),
        acts ->
            new NodeDisks(site.ldm(control))
                    .showing(backEnd).stream()
                        .filter(each -> each.domain().equals(guest))
                        .anyMatch(each -> each.name().equals(disk))
                ? Look.owed(guest + " still has it", removing)
                : Look.reached());
  }
}
