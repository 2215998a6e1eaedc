package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.cluster.NodeInquiry;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.step.LockGuest;
import org.cvmsnap.step.LockVolumes;

/**
 * What the journals that can be read do not account for: journals that cannot, and lock records of
 * this node whose run has none here, or of a node that has left the cluster. That the others owe
 * nothing is no proof that nothing is owed.
 *
 * @param cases each with the guest, what is known of it, and what to type
 * @param unknown why it could not be seen whether there are lock records; empty text where it was
 */
public record Unaccounted(List<Case> cases, String unknown) {
  public static final Unaccounted NOTHING = new Unaccounted(List.of(), "");

  public Unaccounted {
    cases = List.copyOf(cases);
  }

  /**
   * One of them.
   *
   * @param about the guest, or volume; empty where nothing tells
   * @param here whether anything can be done about it on this node
   */
  public record Case(Optional<String> about, Refusal told, boolean here) {
    public Case(Optional<String> about, Refusal told) {
      this(about, told, true);
    }
  }

  /** Those of lock records: the others are journals, which come first. */
  List<Case> ofRecords(Journals.Left left) {
    return cases.subList(left.damaged().size(), cases.size());
  }

  /** Whether it is known that there is nothing of the kind. */
  boolean none() {
    return cases.isEmpty() && unknown.isEmpty();
  }

  /** What of it is about a guest, or may be. */
  Unaccounted of(GuestName guest) {
    return new Unaccounted(
        cases.stream()
            .filter(each -> each.about().map(guest.value()::equals).orElse(true))
            .toList(),
        unknown);
  }

  /** What of it this node can do anything about. */
  Unaccounted here() {
    return new Unaccounted(cases.stream().filter(Case::here).toList(), unknown);
  }

  /** Looks for it; what cannot be seen is told. */
  public static Unaccounted of(Session session) throws InterruptedException {
    return of(session, session.journals().left());
  }

  /**
   * The same.
   *
   * @param left what the journals have just said
   */
  static Unaccounted of(Session session, Journals.Left left) throws InterruptedException {
    try {
      Found found = new Found(session.reading(), new Survey(session.reading()).here().control());
      List<Case> cases = new ArrayList<>();
      List<LockRecord> records = found.strays(left, session.journals());
      left.damaged().forEach(journal -> cases.add(found.damaged(journal, records)));
      for (LockRecord record : records) {
        found.stray(record).ifPresent(cases::add);
      }
      return new Unaccounted(cases, found.unseen());
    } catch (NotLearnedException | RefusedException e) {
      return new Unaccounted(
          left.damaged().stream().map(Unaccounted::unseen).toList(),
          String.valueOf(e.getMessage()));
    }
  }

  private static Case unseen(Journals.Damaged journal) {
    return new Case(
        journal.about(),
        new Refusal(
            unreadable(journal), "Find out how things stand, then type cvmsnap status again."));
  }

  private static String unreadable(Journals.Damaged journal) {
    return "The journal of run %s cannot be read, so what it owes%s is not known: %s."
        .formatted(
            journal.name(), journal.about().map(name -> " to " + name).orElse(""), journal.why());
  }

  /** What there is on this node. */
  private record Found(Site site, Machine control, List<Domain> domains, List<DiskGroup> groups) {
    Found(Site site, Machine control) throws NotLearnedException, InterruptedException {
      this(
          site,
          control,
          NodeInquiry.domains(site.ldm(control), Ldm::domains, List.of()),
          site.vxvm(control).groups());
    }

    /** Why some records cannot be seen; empty text where all can. */
    String unseen() {
      String disabled =
          groups.stream()
              .filter(group -> group.shared() && !group.enabled())
              .map(group -> group.name().value())
              .collect(Collectors.joining(", "));
      return disabled.isEmpty() ? "" : "disk group " + disabled + " is disabled";
    }

    /** Those that two looks show: between its journal and its record a run may begin, or end. */
    List<LockRecord> strays(Journals.Left left, Journals journals)
        throws NotLearnedException, InterruptedException {
      List<LockRecord> first = records(left.unfinished());
      if (first.isEmpty()) {
        return first;
      }
      List<LockRecord> second = records(journals.unfinished());
      return first.stream().filter(second::contains).toList();
    }

    /**
     * The lock records of this node, or of one that has left, that none of the runs owes the
     * removal of. A run notes that before it makes one: where it has not, its journal has lost
     * lines.
     */
    private List<LockRecord> records(List<RunRecord> runs)
        throws NotLearnedException, InterruptedException {
      Set<LockRecord> known =
          runs.stream()
              .flatMap(run -> run.owed().stream().map(run.plan().steps()::get))
              .flatMap(Found::records)
              .collect(Collectors.toSet());
      List<LockRecord> strays = new ArrayList<>();
      for (DiskGroup group : groups) {
        if (group.shared() && group.enabled()) {
          for (LockRecord record : new LockSurvey(site, control).records(group.name())) {
            if (!known.contains(record) && (record.of(control) || dead(record))) {
              strays.add(record);
            }
          }
        }
      }
      return strays;
    }

    private boolean dead(LockRecord record) throws NotLearnedException, InterruptedException {
      return record.dead(site.vxvm(control).members());
    }

    private static Stream<LockRecord> records(Step step) {
      if (step instanceof LockVolumes lock) {
        return lock.all();
      }
      return step instanceof LockGuest lock ? lock.all() : Stream.of();
    }

    Optional<Case> stray(LockRecord record) throws NotLearnedException, InterruptedException {
      Optional<GuestName> guest = guest(record);
      Optional<VolumeId> volume = guest.isEmpty() ? volume(record) : Optional.empty();
      return record.of(control)
          ? Optional.of(ofThisNode(record, guest, volume))
          : ofNodeThatLeft(record, guest, volume);
    }

    private Case ofThisNode(
        LockRecord record, Optional<GuestName> guest, Optional<VolumeId> volume) {
      if (guest.isPresent()) {
        return new Case(guest.map(GuestName::value), record.refusal(guest.get(), control));
      }
      return volume
          .map(of -> new Case(Optional.of(of.toString()), record.refusal(of, control)))
          .orElseGet(() -> new Case(Optional.empty(), record.refusal(control)));
    }

    /** That of a volume keeps nobody from anything, and takes no guest down. */
    private static Optional<Case> ofNodeThatLeft(
        LockRecord record, Optional<GuestName> guest, Optional<VolumeId> volume) {
      if (guest.isPresent()) {
        return guest.map(of -> new Case(Optional.of(of.value()), record.left(of)));
      }
      return volume.isPresent()
          ? Optional.empty()
          : Optional.of(new Case(Optional.empty(), record.left(), false));
    }

    private Optional<VolumeId> volume(LockRecord record)
        throws NotLearnedException, InterruptedException {
      GroupName group = record.volume().group();
      return site.vxvm(control).layout(group).dataVolumes().stream()
          .map(volume -> new VolumeId(group, volume.name()))
          .filter(volume -> LockRecord.name(volume).equals(record.volume().name()))
          .findFirst();
    }

    private Optional<GuestName> guest(LockRecord record) {
      return domains.stream()
          .map(Domain::name)
          .filter(name -> LockRecord.name(name).equals(record.volume().name()))
          .findFirst();
    }

    /** Where a lock record of its guest stands, that case says how the guest is brought back. */
    Case damaged(Journals.Damaged journal, List<LockRecord> records) {
      Optional<Domain> guest =
          domains.stream()
              .filter(each -> journal.about().equals(Optional.of(each.name().value())))
              .findFirst();
      boolean locked =
          guest.isPresent()
              && records.stream().anyMatch(each -> guest(each).equals(guest.map(Domain::name)));
      return new Case(
          journal.about(),
          new Refusal(
              unreadable(journal) + guest.map(each -> " " + state(each)).orElse(""),
              "Move the journal away, which keeps it: mv %1$s %1$s.damaged. %2$s"
                  .formatted(
                      ShellLine.quoted(journal.place()),
                      guest.map(each -> then(each.name(), locked)).orElse(""))
                  .strip()));
    }

    private String state(Domain domain) {
      return "%s is %s on %s now.".formatted(domain.name(), domain.state().word(), control.name());
    }

    private String then(GuestName guest, boolean locked) {
      return locked
          ? ShellLine.hint("Then type cvmsnap recover --ldom %s, which says how it goes on.", guest)
          : ShellLine.hint(
              "Where %1$s is not as it should be, then type cvmsnap recover --ldom %1$s --from %2$s.",
              guest, control.name());
    }
  }
}
