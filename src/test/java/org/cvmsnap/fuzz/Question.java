package org.cvmsnap.fuzz;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.GuestFacts;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Host;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.solaris.Fsck;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.solaris.OperatingSystem;
import org.cvmsnap.solaris.Programs;
import org.cvmsnap.vcs.Vcs;
import org.cvmsnap.vxvm.Vxvm;

/** One thing that a machine is asked, by one or several commands. */
record Question(String name, Asking asking) {
  private static final GuestName LDOM1 = new GuestName("ldom1");
  private static final GroupName DATADG = new GroupName("datadg");
  private static final VolumeId DATAVOL1 = VolumeId.of("datadg", "datavol1");
  private static final String RAW = "/dev/rdsk/c0d2s0";

  /** Asks a machine. */
  @FunctionalInterface
  interface Asking {
    Object ask(Host host) throws NotLearnedException, InterruptedException;
  }

  private static Object onceBound(String constraints) {
    return new GuestFacts(
            new Domain(LDOM1, DomainState.ACTIVE, new DomainFlags("-n----")),
            List.of(),
            true,
            constraints,
            Optional.empty())
        .onceBound();
  }

  /** Whether a guest is asked, and not a control domain. */
  boolean ofGuest() {
    return !name.matches("(ldm|vxvm|vcs)\\..*");
  }

  Object ask(Host host) throws NotLearnedException, InterruptedException {
    return asking.ask(host);
  }

  static final List<Question> ALL =
      List.of(
          new Question("ldm.controlDomain", host -> new Ldm(host).controlDomain()),
          new Question("ldm.absent", host -> new Ldm(host).absent()),
          new Question("ldm.hostId", host -> new Ldm(host).hostId(LDOM1)),
          new Question("ldm.release", host -> new Ldm(host).release()),
          new Question("ldm.domains", host -> new Ldm(host).domains()),
          new Question("ldm.domain", host -> new Ldm(host).domain(LDOM1)),
          new Question("ldm.disks", host -> new Ldm(host).disks()),
          new Question("ldm.domainDisks", host -> new Ldm(host).domainDisks()),
          new Question("ldm.backEnds", host -> new Ldm(host).backEnds()),
          new Question("ldm.autoBoot", host -> new Ldm(host).autoBoot(LDOM1)),
          new Question("ldm.softState", host -> new Ldm(host).softState(LDOM1)),
          new Question("ldm.uptime", host -> new Ldm(host).uptime(LDOM1)),
          new Question("ldm.dependencies", host -> new Ldm(host).dependencies()),
          new Question("ldm.exhausted", host -> new Ldm(host).exhausted()),
          new Question("ldm.policies", host -> new Ldm(host).policies()),
          new Question("ldm.constraints", host -> onceBound(new Ldm(host).constraints(LDOM1))),
          new Question("vxvm.mode", host -> new Vxvm(host).mode()),
          new Question("vxvm.state", host -> new Vxvm(host).state()),
          new Question("vxvm.members", host -> new Vxvm(host).members()),
          new Question("vxvm.groups", host -> new Vxvm(host).groups()),
          new Question("vxvm.layout", host -> new Vxvm(host).layout(DATADG)),
          new Question("vxvm.layoutAndLogs", host -> new Vxvm(host).layoutAndLogs(DATADG)),
          new Question("vxvm.attributes", host -> new Vxvm(host).attributes(DATADG)),
          new Question("vxvm.exclusive", host -> new Vxvm(host).exclusive(DATADG)),
          new Question("vxvm.open", host -> new Vxvm(host).open(DATAVOL1)),
          new Question("vxvm.restoring", host -> new Vxvm(host).restoring(DATAVOL1)),
          new Question("vxvm.plexMarks", host -> new Vxvm(host).plexMarks(DATADG)),
          new Question("vxvm.snapshots", host -> new Vxvm(host).snapshots(DATADG)),
          new Question("vxvm.tied", host -> new Vxvm(host).tied(DATADG)),
          new Question("vxvm.tags", host -> new Vxvm(host).tags(DATADG)),
          new Question("vxvm.tagsOfOne", host -> new Vxvm(host).tags(DATAVOL1)),
          new Question("vxvm.tasks", host -> new Vxvm(host).tasks()),
          new Question(
              "vxvm.regionSizes",
              host -> new Vxvm(host).regionSizes(DATADG, List.of("datavol1_dco"))),
          new Question("vxvm.comments", host -> new Vxvm(host).comments(DATADG)),
          new Question("vxvm.room", host -> new Vxvm(host).room(DATADG)),
          new Question("vcs.present", host -> new Vcs(host).present()),
          new Question("vcs.owners", host -> new Vcs(host).owners(LDOM1)),
          new Question("vcs.mounts", host -> new Vcs(host).mounts()),
          new Question("vcs.nodeIds", host -> new Vcs(host).nodeIds()),
          new Question("vcs.links", host -> new Vcs(host).links()),
          new Question("vcs.fencing", host -> new Vcs(host).fencing()),
          new Question("vcs.watchesCpus", host -> new Vcs(host).watchesCpus("ldom1_ldom")),
          new Question("vcs.configurationOpen", host -> new Vcs(host).configurationOpen()),
          new Question("guest.mounts", host -> new GuestOs(host).mounts()),
          new Question("guest.vfstab", host -> new GuestOs(host).vfstab()),
          new Question("guest.holders", host -> new GuestOs(host).holders("/data")),
          new Question("guest.openers", host -> new GuestOs(host).openers(List.of(RAW))),
          new Question("guest.frontEnds", host -> new GuestOs(host).frontEnds()),
          new Question("guest.slices", host -> new GuestOs(host).slices(RAW)),
          new Question("guest.layers", host -> new GuestOs(host).layers()),
          new Question("guest.pools", host -> new GuestOs(host).pools()),
          new Question("guest.diskGroups", host -> new GuestOs(host).diskGroups()),
          new Question("guest.started", host -> new GuestOs(host).started("appdg")),
          new Question("guest.swap", host -> new GuestOs(host).swap()),
          new Question("guest.pathUses", host -> new GuestOs(host).pathUses()),
          new Question("guest.clusterManagers", host -> new GuestOs(host).clusterManagers()),
          new Question("guest.dump", host -> new GuestOs(host).dump()),
          new Question("guest.triedRights", host -> new GuestOs(host).triedRights()),
          new Question("guest.service", host -> new GuestOs(host).service(GuestOs.MULTI_USER)),
          new Question("fsck.type", host -> new Fsck(host).type(RAW)),
          new Question("machine.clock", host -> new OperatingSystem(host).clock()),
          new Question("machine.release", host -> new OperatingSystem(host).release()),
          new Question(
              "machine.installed", host -> new OperatingSystem(host).installed("VRTSvxvm")),
          new Question("machine.program", host -> new Programs(host).file("/opt/site/quiesce")));
}
