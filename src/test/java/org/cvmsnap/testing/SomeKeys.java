package org.cvmsnap.testing;

import java.util.Map;
import org.cvmsnap.config.Keys;

/** Keys of a configuration, a few of each form. */
public final class SomeKeys {
  public static final Keys KEYS =
      new Keys(
          Map.of("mode", Keys.Form.WORD, "fence", Keys.Form.SWITCH),
          Map.of("mode", Keys.Form.WORD, "volumes", Keys.Form.WORDS),
          Map.of(
              "ldom", Keys.Form.WORD,
              "mode", Keys.Form.WORD,
              "keep-daily", Keys.Form.WORD,
              "not-after", Keys.Form.WORD,
              "volumes", Keys.Form.WORDS));

  private SomeKeys() {}
}
