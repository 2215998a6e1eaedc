package org.cvmsnap.step;

import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.site.Site;

/** The mirror is not linked to the source any more, and is a volume by itself. */
public record UnlinkMirror(Machine control, VolumeId source, VolumeId mirror)
    implements SiteStep.Preparing {

  @Override
  public Goal goal(Site site, History history) {
    return new LinkMirror(control, source, mirror).unlinking(site);
  }
}
