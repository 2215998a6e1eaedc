package org.cvmsnap.vxvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult;

/** Reads {@code vxassist maxsize}. */
final class RoomParser {
  // Maximum volume size: 166713344 (81403Mb)
  // VxVM vxassist ERROR V-5-1-15809 No free space remaining in diskgroup appdg with given
  // constraints
  // Without room the command fails, before release 6 with V-5-1-752; wording and number vary.

  private static final Pattern SIZE =
      Pattern.compile("Maximum volume size:\\s+(\\d{1,18})\\b.*", Pattern.DOTALL);
  private static final Pattern NONE =
      Pattern.compile("V-5-1-(15809|752)\\b|[Nn]o (free )?space", Pattern.DOTALL);

  /** The size in sectors. */
  long parse(String output) {
    Matcher matcher = SIZE.matcher(output.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no size");
    }
    return Long.parseLong(matcher.group(1));
  }

  /** Whether a failure says that there is no room at all. */
  static boolean none(CommandResult.Finished failed) {
    return NONE.matcher(failed.err()).find();
  }
}
