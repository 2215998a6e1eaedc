package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.NodeInquiry;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;
import org.cvmsnap.workflow.DoctorReport.Finding;
import org.cvmsnap.workflow.DoctorReport.Remark;
import org.cvmsnap.workflow.DoctorReport.Unjudged;
import org.cvmsnap.workflow.DoctorReport.Verdict;

/**
 * What examinations have found so far, and what they have learned of the site for those that come
 * after them.
 */
final class Examined {
  private final Session session;
  private final Site site;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Unjudged> unjudged = new ArrayList<>();
  private final Map<GuestName, Domain> domains = new LinkedHashMap<>();
  private final List<Machine> others = new ArrayList<>();
  private final List<ComingTake> takes = new ArrayList<>();
  private Optional<Machine> control = Optional.empty();

  Examined(Session session) {
    this.session = session.at(session.site().givingUp());
    this.site = this.session.reading();
  }

  /** The session, of which no machine is waited for twice. */
  Session session() {
    return session;
  }

  /** The machines, none of which can be changed. */
  Site site() {
    return site;
  }

  /** This control domain, by its name where that is known. */
  Machine control() {
    return control.orElse(Machine.controlDomain("here"));
  }

  void here(Machine machine) {
    control = Optional.of(machine);
  }

  /** The domains of this machine, as far as they are known. */
  Map<GuestName, Domain> domains() {
    return domains;
  }

  /** The other nodes that are in the cluster now, as far as they are known. */
  List<Machine> others() {
    return others;
  }

  /** The takes that are to come, as far as they are known. */
  List<ComingTake> takes() {
    return takes;
  }

  /** One for each guest that a take is to come of. */
  List<ComingTake> guests() {
    Map<GuestName, ComingTake> each = new LinkedHashMap<>();
    takes.forEach(take -> each.putIfAbsent(take.guest(), take));
    return List.copyOf(each.values());
  }

  void ok(String check, Object about, String seen) {
    findings.add(new Finding(check, about.toString(), Verdict.OK, seen, ""));
  }

  void trouble(String check, Object about, Refusal refusal) {
    find(check, about, Verdict.TROUBLE, refusal);
  }

  private void find(String check, Object about, Verdict verdict, Refusal refusal) {
    String remedy = refusal.next().isEmpty() ? "Find out why." : refusal.next();
    findings.add(new Finding(check, about.toString(), verdict, refusal.problem(), remedy.strip()));
  }

  void unknown(String check, Object about, Refusal refusal) {
    find(check, about, Verdict.UNKNOWN, refusal);
  }

  /**
   * Something could not be learned of a machine.
   *
   * @param otherwise what to do where what it said does not tell
   */
  void unknown(String check, Machine machine, NotLearnedException why, String otherwise) {
    NotLearnedException explained =
        machine.kind() == Machine.Kind.GUEST
            ? why
            : NodeInquiry.explained(site.access().reached(machine), why);
    unknown(
        check,
        machine.name(),
        new Refusal(explained.why() + ".", explained.next().orElse(otherwise)));
  }

  /** Each reason for itself. */
  void refused(String check, Object about, RefusedException refused) {
    Verdict verdict = refused.unlearned() ? Verdict.UNKNOWN : Verdict.TROUBLE;
    refused.reasons().forEach(reason -> find(check, about, verdict, reason));
  }

  void remark(Object about, String text) {
    remarks.add(new Remark(about.toString(), text));
  }

  void unjudged(String check, Object about, String after) {
    unjudged.add(new Unjudged(check, about.toString(), after));
  }

  /** The first of a check that is not OK, in words: "nodes of sun-b"; empty where all is. */
  Optional<String> wrong(String check) {
    return findings.stream()
        .filter(each -> each.verdict() != Verdict.OK && each.check().equals(check))
        .map(each -> each.check() + " of " + each.about())
        .findFirst();
  }

  /** The same of what is about that alone. */
  Optional<String> wrong(String check, Object about) {
    return findings.stream()
        .filter(each -> each.verdict() != Verdict.OK && each.check().equals(check))
        .filter(each -> each.about().equals(about.toString()))
        .map(each -> each.check() + " of " + each.about())
        .findFirst();
  }

  DoctorReport report() {
    return new DoctorReport(findings, remarks, unjudged);
  }
}
