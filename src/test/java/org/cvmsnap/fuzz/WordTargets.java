package org.cvmsnap.fuzz;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.HostUris;
import org.cvmsnap.host.AccessHosts;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.Recording;
import org.cvmsnap.host.ReplayHosts;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Deadline;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotComment;
import org.cvmsnap.model.SnapshotRef;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.SshAddress;
import org.cvmsnap.model.TimeOfDay;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.take.SnapshotNames;

/** What reads single words, of operators or of tags. */
final class WordTargets {
  private WordTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        words(
            "word.host",
            List.of("local:", "ssh://root@sun-a:22", "sim:/tmp/a#sun-b", "replay:/tmp/a"),
            text -> HostUris.read(text)),
        words("word.span", List.of("90", "15m", "2h", "14d"), Span::parse),
        words(
            "word.timeOfDay",
            List.of("03:30", "23:59:59", "03:30@Europe/Berlin", "00:00@+01:00"),
            WordTargets::timeOfDay),
        words(
            "word.deadline",
            List.of("2026-03-02T03:30+01:00[Europe/Berlin]", "2026-03-02T03:30Z"),
            text -> new Deadline(text).instant()),
        words(
            "word.snapshot", List.of("s1", "datadg/s1", "/dev/vx/rdsk/datadg/s1"), SnapshotRef::of),
        words("word.device", List.of("/dev/vx/dsk/datadg/datavol1"), VolumeId::ofDevice),
        words("word.run", List.of("20240309T070500Z-ldom1-4f2a"), WordTargets::run),
        words("word.guest", List.of("ldom1", "a-b_c+d#e.f:g;h~(i)"), GuestName::new),
        words("word.address", List.of("root@sun-a:22", "[fe80::1%net0]:22"), SshAddress::of),
        words("word.flags", List.of("-n----", "st-cv-"), WordTargets::flags),
        words(
            "word.fileSystems",
            List.of("s0=vxfs,s3=ufs", "all=vxfs", "layer=zfs"),
            PlacedFileSystem::parse),
        words(
            "word.comment",
            List.of("before patch", "vor dem Einspielen"),
            text -> new SnapshotComment(text).encoded()),
        words("word.encodedComment", List.of("before+patch", "a%c3%a4b"), SnapshotComment::decoded),
        words(
            "word.prefix",
            List.of("pfexec", "sudo -n", "/usr/bin/pfexec -P all"),
            WordTargets::prefix),
        words(
            "word.template",
            List.of("{volume}_{date}_{time}", "{volume}-{ldom}"),
            text -> String.valueOf(SnapshotNames.problem(text, 2))),
        words(
            "word.denied",
            List.of(
                "sudo: a password is required\n",
                "Sorry, user snap is not allowed to execute '/usr/sbin/umount /data' as root on ldom1.\n",
                "pfexec: can't execute metastat: No such file or directory\n"),
            WordTargets::denied));
  }

  private static FuzzTarget words(String name, List<String> seeds, FuzzTarget.Reader reader) {
    return new FuzzTarget(name, seeds, 1, FuzzTarget.words(reader));
  }

  private static Object timeOfDay(String text) {
    return TimeOfDay.of(text, () -> ZoneOffset.UTC).nearest(Instant.parse("2026-03-02T22:00:00Z"));
  }

  private static Object run(String text) {
    return RunId.legal(text).isPresent();
  }

  private static Object flags(String text) {
    DomainFlags flags = new DomainFlags(text);
    return flags.control() || flags.migrating() || flags.migrationFailed() || flags.service();
  }

  private static Object prefix(String text) {
    return new Access(Access.words(text), List.of(), Map.of());
  }

  /** What a word before a command says on its own account. */
  private static CommandResult denied(String text) throws InterruptedException {
    Access access = new Access(List.of(), List.of("pfexec"), Map.of());
    Hosts said =
        ReplayHosts.of(
            List.of(
                new Recording(
                    "sun-a",
                    List.of("pfexec", "metastat"),
                    new Finished(1, "", text),
                    Optional.empty(),
                    Optional.empty())),
            FileTargets.TIME);
    return AccessHosts.of(said, access)
        .controlDomain()
        .run(Command.reads(Duration.ofSeconds(1), List.of("metastat")));
  }
}
