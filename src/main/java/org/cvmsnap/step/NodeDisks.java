package org.cvmsnap.step;

import java.util.List;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.BackEnd;
import org.cvmsnap.model.VirtualDisk;

/** A node's virtual disks and what its disk servers export, as steps look at them. */
record NodeDisks(Ldm ldm) {
  /** ldm says at once and for good what it will not do. */
  static final Limits LIMITS = SiteStep.ONE_COMMAND.attempts(2);

  /** What is exported under the name of {@code wanted}, whatever it is. */
  List<BackEnd> namesakes(BackEnd wanted) throws NotLearnedException, InterruptedException {
    return ldm.backEnds().stream().filter(wanted::sameExport).toList();
  }

  /** Whether that volume is exported under that name. */
  boolean exported(BackEnd wanted) throws NotLearnedException, InterruptedException {
    return namesakes(wanted).stream()
        .anyMatch(each -> each.vxvmVolume().equals(wanted.vxvmVolume()));
  }

  /** The disks that show what is exported under that name. */
  List<VirtualDisk> showing(BackEnd backEnd) throws NotLearnedException, InterruptedException {
    return ldm.disks().stream().filter(disk -> disk.shows(backEnd)).toList();
  }

  static String described(BackEnd backEnd) {
    return backEnd.volume() + "@" + backEnd.service();
  }
}
