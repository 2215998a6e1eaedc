package org.cvmsnap.workflow;

import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.NotShared;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.vxvm.Vxvm;

/** Whether VxVM answers here, and its shared disk groups can be used. */
record VolumeManagerExamination() implements Examination {
  @Override
  public String check() {
    return "vxvm";
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Vxvm vxvm = examined.site().vxvm(examined.control());
    String here = examined.control().name();
    try {
      List<DiskGroup> shared = vxvm.groups().stream().filter(DiskGroup::shared).toList();
      List<DiskGroup> disabled = shared.stream().filter(group -> !group.enabled()).toList();
      for (DiskGroup group : shared) {
        if (group.enabled()) {
          vxvm.layout(group.name());
        }
      }
      for (DiskGroup group : disabled) {
        examined.trouble(
            check(),
            here,
            new Refusal(
                "Disk group " + group.name() + " is disabled.", NotShared.remedy(group.name())));
      }
      if (shared.isEmpty()) {
        examined.trouble(
            check(),
            here,
            new Refusal(
                "No shared disk group is imported.", "Import it shared: vxdg -s import DG."));
      } else if (disabled.isEmpty()) {
        examined.ok(
            check(),
            here,
            "vxprint tells of "
                + shared.stream()
                    .map(group -> group.name().value())
                    .collect(Collectors.joining(", ")));
      }
    } catch (NotLearnedException e) {
      examined.unknown(
          check(), examined.control(), e, "See, as root: vxdctl mode; vxdg list; vxprint.");
    }
  }
}
