package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the disk groups tell of runs that have their journals elsewhere. */
final class OtherNodes {
  private static final Logger logger = LoggerFactory.getLogger(OtherNodes.class);

  private OtherNodes() {}

  /**
   * The journals here need not be all: a run from an admin host has its own there.
   *
   * @throws BusyException where its record is in a disk group
   */
  static void requireUnlocked(Session session, GuestName guest) {
    try {
      Machine control = new Survey(session.reading()).here().control();
      List<GroupName> shared =
          session.reading().vxvm(control).groups().stream()
              .filter(DiskGroup::shared)
              .map(DiskGroup::name)
              .toList();
      new LockSurvey(session.reading(), control)
          .in(shared, guest)
          .refusal(guest, control)
          .ifPresent(
              refusal -> {
                throw new BusyException(refusal);
              });
    } catch (NotLearnedException | RefusedException e) {
      logger.warn("whether another run has {} cannot be learned", guest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
