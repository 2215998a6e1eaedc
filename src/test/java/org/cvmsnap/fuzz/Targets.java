package org.cvmsnap.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** All that reads text from outside. */
final class Targets {
  private Targets() {}

  static List<FuzzTarget> all() throws IOException, InterruptedException {
    List<FuzzTarget> all = new ArrayList<>(CommandTargets.all());
    all.addAll(WordTargets.all());
    all.addAll(FileTargets.all());
    all.add(SiteTarget.make());
    return List.copyOf(all);
  }
}
