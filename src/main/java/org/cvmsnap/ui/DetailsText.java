package org.cvmsnap.ui;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Exposure;
import org.cvmsnap.cluster.SnapshotFacts;
import org.cvmsnap.model.SnapshotInfo;
import org.cvmsnap.model.SnapshotRow;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.workflow.Show;

/** One snapshot as text: a line for each thing that is known, its name first. */
final class DetailsText {
  private static final String NONE = "-";

  private final Show.Details details;
  private final Program program;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param program what is typed to finish a run
   */
  DetailsText(Show.Details details, Program program) {
    this.program = program;
    this.details = details;
  }

  String text() {
    SnapshotFacts facts = details.facts();
    SnapshotInfo info = facts.info();
    line("snapshot", info.id().toString());
    line("source", facts.target().source().map(VolumeId::toString).orElse("?"));
    line(
        "kind",
        info.kind()
            + facts.row().flatMap(SnapshotRow::typeWord).map(t -> " (" + t + ")").orElse(""));
    line("state", info.standing());
    line("proof", info.proof().word());
    line("taken", info.taken().orElse("?"));
    line("listed", facts.row().flatMap(SnapshotRow::date).map(Object::toString).orElse(NONE));
    line("size", Quantities.size(info.sectors()));
    line("dirty", Quantities.percent(info.changed()));
    line("valid", Quantities.percent(info.synchronizedPercent()));
    line("guest", info.guest().orElse(NONE));
    info.comment().ifPresent(comment -> line("comment", comment));
    info.policy().ifPresent(policy -> line("policy", policy));
    line("set", info.set().orElse("(not cvmsnap's)"));
    each("with", details.set().stream().map(VolumeId::toString).toList());
    line("pinned", facts.pinned() ? "yes" : "no");
    each(
        "plex",
        facts.plexes().stream()
            .map(plex -> plex.name() + " " + plex.state() + " " + plex.layout())
            .toList());
    line("dco", facts.dco().map(dco -> dco.name() + ", log " + dco.logVolume()).orElse(NONE));
    each("child", facts.children().stream().map(VolumeId::toString).toList());
    line(
        "open on",
        facts.use().openOn().isEmpty()
            ? (facts.use().unknown().isEmpty() ? "no node" : "no node that answered")
            : String.join(", ", facts.use().openOn()));
    each("exported", facts.use().exposures().stream().map(DetailsText::described).toList());
    each("unknown", facts.use().unknown());
    each(
        "tag",
        facts.tags().entrySet().stream()
            .sorted(java.util.Map.Entry.comparingByKey())
            .map(tag -> tag.getKey() + "=" + tag.getValue())
            .toList());
    each(
        "UNFINISHED",
        details.unfinished().stream()
            .map(run -> run.plan().operation() + "; " + program.recover(run.plan()))
            .toList());
    return out.toString();
  }

  private static String described(Exposure each) {
    return "to %s: %s as %s@%s"
        .formatted(
            each.described(),
            each.backEnd().device(),
            each.backEnd().volume(),
            each.backEnd().service());
  }

  private void each(String name, List<String> values) {
    out.append(values.stream().map(value -> format(name, value)).collect(Collectors.joining()));
  }

  private void line(String name, String value) {
    out.append(format(name, value));
  }

  private static String format(String name, String value) {
    return String.format(Locale.ROOT, "%-11s %s%n", name + ":", value);
  }
}
