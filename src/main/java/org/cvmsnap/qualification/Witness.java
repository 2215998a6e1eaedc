package org.cvmsnap.qualification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Recording;
import org.cvmsnap.site.Site;

/** Hears every command that the machines of a site are given, and what they answer. */
public final class Witness {
  /** Programs whose first word says what they do. */
  private static final Set<String> WITH_VERBS =
      Set.of("ldm", "vxsnap", "vxassist", "vxedit", "vxdctl", "vxclustadm", "vxdg", "vxtask");

  /** Options with a word of their own. */
  private static final Set<String> WITH_WORD = Set.of("-g", "-o", "-F", "-e", "-u", "-t", "-d");

  private final List<Recording> heard = new ArrayList<>();

  /** The same site, of which everything is heard. */
  public Site of(Site site) {
    return site.noted("here", this::add);
  }

  private synchronized void add(Recording recording) {
    heard.add(recording);
  }

  /** How long each command took. */
  public synchronized List<Timing> timings() {
    Map<String, Timing> timings = new TreeMap<>();
    for (Recording each : heard) {
      if (each.result() instanceof Finished && each.took().isPresent()) {
        String verb = verb(each.argv());
        Timing before = timings.getOrDefault(verb, new Timing(verb, 0, Duration.ZERO));
        timings.put(verb, before.and(each.took().get()));
      }
    }
    return List.copyOf(timings.values());
  }

  /** The program without its directory, and its verb where it has one. */
  private static String verb(List<String> argv) {
    String program = argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1);
    if (!WITH_VERBS.contains(program)) {
      return program;
    }
    for (int i = 1; i < argv.size(); i++) {
      if (WITH_WORD.contains(argv.get(i))) {
        i++;
      } else if (!argv.get(i).startsWith("-")) {
        return program + " " + argv.get(i);
      }
    }
    return program;
  }
}
