package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Catalogue;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.take.TakeRequest;
import org.cvmsnap.workflow.CheckReport.Finding;

/** Makes every check that the next take would make: of the same volumes again, or of a policy. */
final class CheckedTakes {
  /** A name with the date in it, that of today's snapshot, is free then. */
  private static final Duration TOMORROW = Duration.ofDays(1);

  private static final EngineListener SILENT = new EngineListener() {};

  private final Session session;
  private final Check.Request request;
  private final CheckedDebts debts;
  private final List<Finding> findings = new ArrayList<>();

  CheckedTakes(Session session, Check.Request request, CheckedDebts debts) {
    this.session = session;
    this.request = request;
    this.debts = debts;
  }

  List<Finding> findings(Catalogue catalogue, List<Protection> judged) throws InterruptedException {
    if (request.policy().isPresent()) {
      next(catalogue, request.policy().get());
    } else {
      for (List<Protection> set : together(catalogue, judged)) {
        next(catalogue, set);
      }
    }
    return List.copyOf(findings);
  }

  private void find(Health health, Object about, String text) {
    findings.add(new Finding(health, about.toString(), text));
  }

  /** Volumes that there still are, as they were last taken together. */
  private static List<List<Protection>> together(Catalogue catalogue, List<Protection> judged) {
    Map<String, List<Protection>> together = new LinkedHashMap<>();
    for (Protection each : judged) {
      boolean there =
          catalogue.has(each.volume().group())
              && catalogue
                  .group(each.volume().group())
                  .layout()
                  .volume(each.volume().name())
                  .isPresent();
      if (there && each.last().isPresent()) {
        together
            .computeIfAbsent(each.last().get().target().run(), run -> new ArrayList<>())
            .add(each);
      }
    }
    return List.copyOf(together.values());
  }

  private void next(Catalogue catalogue, List<Protection> set) throws InterruptedException {
    List<VolumeId> volumes = set.stream().map(Protection::volume).toList();
    String about = volumes.stream().map(VolumeId::toString).collect(Collectors.joining(", "));
    Optional<GuestName> guest = request.guest().or(() -> set.get(0).guest());
    Optional<TakeRequest> take =
        guest.flatMap(
            each -> NextTake.after(catalogue, set.get(0).last().orElseThrow(), each, volumes));
    if (take.isEmpty()) {
      find(Health.OK, about, "whether the next take would begin is not judged for its kind");
      return;
    }
    preview(about, new Take.Wanted(take.get(), Take.Afterwards.NOTHING));
  }

  /** The take of a policy begins with its guest. */
  private void next(Catalogue catalogue, Check.Policy policy) throws InterruptedException {
    GuestName guest = policy.take().request().guest();
    Set<String> domains = KnownGuests.domains(session.reading(), catalogue.control());
    if (domains.isEmpty() || domains.contains(guest.value())) {
      preview("policy " + policy.name(), policy.take());
    } else {
      find(Health.CRITICAL, guest, "is no domain of any node, and a policy takes snapshots for it");
    }
  }

  /** A lock record tells that there was a run, and not that it is at work. */
  private void busy(String about, BusyException busy) {
    if (busy.abandoned()) {
      find(
          Health.CRITICAL, about, "nobody is at a run that may owe something: " + busy.described());
    } else if (debts.strays(busy)) {
      find(Health.WARNING, about, "the next take would be refused: " + busy.described());
    } else if (busy.since().filter(this::tooLong).isPresent()) {
      find(
          Health.WARNING,
          about,
          "a run is at work for longer than it should be, or was cut short: " + busy.described());
    } else {
      find(Health.OK, about, "a run is at work: " + busy.getMessage());
    }
  }

  private boolean tooLong(Instant begun) {
    return Duration.between(begun, session.now()).compareTo(request.longest()) > 0;
  }

  private void preview(String about, Take.Wanted take) throws InterruptedException {
    if (debts.of(take.request().guest())) {
      return; // which is told, and the next take would pay it first
    }
    try {
      new Take(session, SILENT, Optional.empty()).preview(take.request(), take.then(), TOMORROW);
      find(Health.OK, about, "the next take finds what it needs");
    } catch (BusyException e) {
      busy(about, e);
    } catch (RefusedException e) {
      find(
          e.unlearned() ? Health.UNKNOWN : Health.WARNING,
          about,
          "the next take would be refused: " + e.described());
    } catch (CvmsnapException e) {
      find(
          Health.UNKNOWN,
          about,
          "whether the next take would begin is not known: " + e.described());
    }
  }
}
