package org.cvmsnap.workflow;

import java.util.Optional;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/**
 * Whether Solaris, the Logical Domains Manager and VxVM here are of the releases that cvmsnap is
 * written for. Of others nobody knows whether it works with them.
 */
record ReleasesExamination() implements Examination {
  private static final String OTHER =
      "Try everything with a guest that may be down, from take --dry-run on, before you rely on it.";

  @Override
  public String check() {
    return "versions";
  }

  /** What tells a release; empty where the program is not installed. */
  private interface Asked {
    Optional<String> release() throws NotLearnedException, InterruptedException;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Site site = examined.site();
    Machine here = examined.control();
    one(
        examined,
        new Product("Solaris", 11, 4, 4),
        () -> Optional.of(site.system(here).release()),
        "See, on %s: uname -v.".formatted(here.name()));
    Optional<String> domains = examined.wrong("domains");
    if (domains.isPresent()) {
      examined.unjudged(check(), here.name(), domains.get());
    } else {
      one(
          examined,
          new Product("Oracle VM Server for SPARC", 3, 4, Integer.MAX_VALUE),
          () -> Optional.of(site.ldm(here).release()),
          "See, on %s: ldm -V.".formatted(here.name()));
    }
    one(
        examined,
        new Product("VxVM", 7, 0, Integer.MAX_VALUE),
        () -> site.system(here).installed("VRTSvxvm"),
        "See, on %s: pkg list VRTSvxvm.".formatted(here.name()));
  }

  private void one(Examined examined, Product product, Asked asked, String otherwise)
      throws InterruptedException {
    Machine here = examined.control();
    try {
      Optional<String> release = asked.release();
      if (release.isEmpty()) {
        examined.unknown(
            check(),
            here.name(),
            new Refusal("The release of %s is not told.".formatted(product.name()), otherwise));
      } else if (product.known(release.get())) {
        examined.ok(check(), here.name(), product.name() + " " + release.get());
      } else {
        examined.unknown(
            check(),
            here.name(),
            new Refusal(
                "%s %s is not known to work: cvmsnap is written for %s."
                    .formatted(product.name(), release.get(), product.described()),
                OTHER));
      }
    } catch (NotLearnedException e) {
      examined.unknown(check(), here, e, otherwise);
    }
  }

  /**
   * What cvmsnap is written for.
   *
   * @param major the first number of the oldest release
   * @param minor the second
   * @param last the greatest second number of the same first one; no limit, nor any to the first,
   *     where that is the greatest integer
   */
  record Product(String name, int major, int minor, int last) {
    boolean known(String release) {
      String[] numbers = release.split("[^0-9]+", 3);
      if (!release.matches("\\d{1,4}([.].*)?")) {
        return false;
      }
      int first = Integer.parseInt(numbers[0]);
      int second =
          numbers.length > 1 && numbers[1].matches("\\d{1,4}") ? Integer.parseInt(numbers[1]) : 0;
      boolean old = first < major || (first == major && second < minor);
      boolean newer = last != Integer.MAX_VALUE && (first > major || second > last);
      return !old && !newer;
    }

    String described() {
      return "%d.%d%s".formatted(major, minor, last == Integer.MAX_VALUE ? " and later" : "");
    }
  }
}
