package org.cvmsnap.workflow;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.GuestName;

/**
 * Looks for all that could spoil the next snapshot, and touches nothing. What cannot be learned is
 * told as unknown, and keeps nothing else from being looked at; what rests on something that is not
 * as it should be is not judged.
 */
public final class Doctor {
  private final Session session;
  private final List<Examination> examinations;

  /**
   * What is examined.
   *
   * @param configuration what the file of that name is like; empty where there is none
   * @param state the state directory
   * @param takes those that are to come
   * @param unread the policies and guests whose takes are not understood, as their configuration is
   *     not; where there are neither, one of each guest here with shared volumes is to come
   * @param usual the take of such a guest; empty where it is not understood
   * @param unseen why there may be debts that the journals here do not tell
   */
  public record Request(
      Optional<ReadConfiguration> configuration,
      Path state,
      List<ComingTake> takes,
      List<String> unread,
      Function<GuestName, Optional<ComingTake>> usual,
      List<Refusal> unseen) {
    public Request {
      unseen = List.copyOf(unseen);
      takes = List.copyOf(takes);
      unread = List.copyOf(unread);
    }
  }

  /**
   * A configuration file that was read.
   *
   * @param said what it says, as a phrase
   * @param problems all that is wrong with it
   */
  public record ReadConfiguration(String file, String said, List<Refusal> problems) {
    public ReadConfiguration {
      problems = List.copyOf(problems);
    }
  }

  public Doctor(Session session, Request request) {
    this.session = session;
    this.examinations =
        List.of(
            new ConfigurationExamination(request.configuration()),
            new DomainsExamination(request),
            new VolumeManagerExamination(),
            new StateExamination(request.state(), request.unseen()),
            new DebtsExamination(request.unseen()),
            new ReleasesExamination(),
            new ClusterExamination(),
            new NodesExamination(),
            new GuestExamination(),
            new ComeBackExamination(),
            new ClocksExamination(),
            new VcsExamination(),
            new HooksExamination(),
            new VolumesExamination(),
            new NextTakeExamination(),
            new OutageLimitExamination());
  }

  /** Looks at everything. */
  public DoctorReport run() throws InterruptedException {
    Examined examined = new Examined(session);
    for (Examination each : examinations) {
      String wrong =
          Contained.work(
              () -> {
                examined(each, examined);
                return "";
              },
              bug -> "an internal error: " + bug);
      if (!wrong.isEmpty()) {
        examined.unknown(
            each.check(), "cvmsnap", new Refusal(wrong, "Please report it, with a recording."));
      }
    }
    return examined.report();
  }

  private static void examined(Examination each, Examined examined) throws InterruptedException {
    try {
      each.examine(examined);
    } catch (RefusedException e) {
      examined.refused(each.check(), examined.control().name(), e);
    } catch (CvmsnapException e) {
      e.reasons()
          .forEach(reason -> examined.unknown(each.check(), examined.control().name(), reason));
    }
  }
}
