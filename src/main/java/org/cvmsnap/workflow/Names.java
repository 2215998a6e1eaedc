package org.cvmsnap.workflow;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.site.Site;

/**
 * The names that there are at this moment, for a shell that completes them. As shells expand what
 * they are given, only names without any other characters are told.
 */
public final class Names {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]*");

  private final Site site;

  public Names(Session session) {
    this.site = session.reading();
  }

  /** The guest domains of this node. */
  public List<String> guests() throws InterruptedException {
    try {
      return plain(
          site.ldm(new Survey(site).here().control()).domains().stream()
              .filter(each -> !each.flags().control())
              .map(each -> each.name().value()));
    } catch (NotLearnedException e) {
      throw new RefusedException("Which domains there are cannot be learned", e);
    }
  }

  /** The volumes of all shared disk groups that are no snapshots. */
  public List<String> volumes() throws InterruptedException {
    return plain(Catalogue.read(site).sources().stream().map(each -> each.name().value()));
  }

  /** The snapshots in all shared disk groups. */
  public List<String> snapshots() throws InterruptedException {
    return plain(Catalogue.read(site).all().stream().map(each -> each.id().name().value()));
  }

  private static List<String> plain(Stream<String> names) {
    return names.filter(name -> PLAIN.matcher(name).matches()).distinct().sorted().toList();
  }
}
