package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.cvmsnap.engine.Engine;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.Interrupts;
import org.cvmsnap.engine.Steps;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.ForwardingTime;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.journal.RunJournal;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.SiteSteps;

/**
 * What the verbs work with in one process.
 *
 * @param owner this process, for locks and journals
 * @param version of cvmsnap
 * @param marks gives the four characters that tell runs of one second apart
 * @param processes the others of this machine
 * @param steps how the steps of plans are done at the site
 */
public record Session(
    Site site,
    Journals journals,
    Locks locks,
    Owner owner,
    String version,
    Supplier<String> marks,
    Interrupts interrupts,
    Guardian.Processes processes,
    Steps steps) {

  public Session(
      Site site,
      Journals journals,
      Locks locks,
      Owner owner,
      String version,
      Supplier<String> marks,
      Interrupts interrupts,
      Guardian.Processes processes) {
    this(site, journals, locks, owner, version, marks, interrupts, processes, new SiteSteps(site));
  }

  /**
   * The journal of a run that begins now.
   *
   * @throws RefusedException when it cannot be written, and nothing was touched
   */
  RunJournal begin(Plan plan) {
    try {
      return journals.begin(new Event.Begun(now(), plan.with(site.access()), owner));
    } catch (IOException e) {
      throw new RefusedException("The journal cannot be written", e);
    }
  }

  Engine engine(EngineListener listener) {
    return new Engine(steps, new SiteTime(site.time()), listener, interrupts);
  }

  /** The same, where what was not said of how machines are reached is as a run has noted it. */
  Session reaching(Access noted) {
    Access access = site.access().or(noted);
    return access.equals(site.access()) ? this : at(site.reached(access));
  }

  /** The same at another site. */
  Session at(Site other) {
    return new Session(other, journals, locks, owner, version, marks, interrupts, processes);
  }

  /**
   * The machines of the site, of which none can be changed, and none is waited for twice: for
   * surveys and previews.
   */
  Site reading() {
    return site.readOnly().givingUp();
  }

  /**
   * What the journal of a run tells, whether or not it has ended; empty where there is none here.
   *
   * @throws java.io.IOException when it cannot be read
   * @throws IllegalArgumentException when it is damaged
   */
  Optional<RunRecord> journal(RunId run) throws IOException {
    return journals.run(run);
  }

  /** Waits, and a signal ends the wait: nothing is under way that would have to end before. */
  void pause(Time time, Duration duration) throws InterruptedException {
    interrupts.open();
    try {
      time.sleep(duration);
    } finally {
      interrupts.shield();
    }
  }

  UnfinishedRuns unfinished() {
    return new UnfinishedRuns(journals);
  }

  /** The id of a run that begins now, about a guest. */
  RunId id(GuestName guest) {
    return RunId.of(now(), guest, marks.get());
  }

  /** The id of a run that begins now, about a volume. */
  RunId id(VolumeId volume) {
    return RunId.of(now(), volume.name(), marks.get());
  }

  public Instant now() {
    return site.time().now();
  }

  /** The site's time, as the engine needs it. */
  private static final class SiteTime extends ForwardingTime implements Engine.Time {
    SiteTime(Time time) {
      super(time);
    }
  }
}
