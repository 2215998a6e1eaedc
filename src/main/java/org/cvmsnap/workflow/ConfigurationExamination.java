package org.cvmsnap.workflow;

import java.util.Optional;

/** Whether the configuration is understood, every value of it. */
record ConfigurationExamination(Optional<Doctor.ReadConfiguration> read) implements Examination {
  static final String CHECK = "configuration";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) {
    if (read.isEmpty()) {
      examined.ok(check(), "none", "there is no file, so all is as usual or as it is typed");
      return;
    }
    Doctor.ReadConfiguration configuration = read.get();
    configuration
        .problems()
        .forEach(problem -> examined.trouble(check(), configuration.file(), problem));
    if (configuration.problems().isEmpty()) {
      examined.ok(check(), configuration.file(), configuration.said());
    }
  }
}
