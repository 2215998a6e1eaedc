package org.cvmsnap.cluster;

import java.util.regex.Pattern;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.site.Site;

/** Asks nodes of the cluster: what has no domains has none, and who does not answer is named. */
public final class NodeInquiry {
  // Authorization failed                                                      ldm
  // VxVM vxdg ERROR V-5-1-684 IPC failure: Configuration daemon is not accessible

  private static final Pattern RIGHTS =
      Pattern.compile(
          "Authorization failed|V-5-1-684|must be root|not privileged|insufficient privilege"
              + "|not allowed to execute|password is required",
          Pattern.CASE_INSENSITIVE);

  private NodeInquiry() {}

  /** What is asked of the Logical Domains Manager of a node. */
  public interface OfDomains<T> {
    T ask(Ldm ldm) throws NotLearnedException, InterruptedException;
  }

  /**
   * What the Logical Domains Manager says; {@code none} where the machine has no logical domains.
   *
   * @throws NotLearnedException where neither is certain
   */
  public static <T> T domains(Ldm ldm, OfDomains<T> asked, T none)
      throws NotLearnedException, InterruptedException {
    try {
      return asked.ask(ldm);
    } catch (NotLearnedException e) {
      if (ldm.absent()) {
        return none;
      }
      throw e;
    }
  }

  /** The same inquiry, which tells of a node that does not answer what to do about it. */
  static <T> Site.Inquiry<Machine, T> of(Site site, Site.Inquiry<Machine, T> inquiry) {
    return node -> {
      try {
        return inquiry.of(node);
      } catch (NotLearnedException e) {
        throw explained(site.access().reached(node), e);
      }
    };
  }

  /** Why a node does not answer, and what to do about it where that is known. */
  public static NotLearnedException explained(Machine node, NotLearnedException why) {
    boolean here = node.kind() == Machine.Kind.CONTROL_DOMAIN;
    String problem =
        here ? why.why() : "%s, a node of the cluster: %s".formatted(node.name(), why.why());
    if (why.next().isPresent()) {
      return why;
    }
    if (RIGHTS.matcher(why.why()).find()) {
      return new NotLearnedException(
          problem,
          "Work as root on %s, or name the words that give its rights there: --node-prefix pfexec, or --node-prefix 'sudo -n'."
              .formatted(node.name()));
    }
    return !here && why.why().contains("ssh")
        ? new NotLearnedException(
            problem,
            ShellLine.hint(
                "Make this work: ssh -o BatchMode=yes %2$s true. Or say how ssh reaches the node, --node-ssh %1$s=[USER@]ADDRESS, and the words that give the rights of root there, --node-prefix pfexec.",
                node.name(), node.address()))
        : new NotLearnedException(problem);
  }
}
