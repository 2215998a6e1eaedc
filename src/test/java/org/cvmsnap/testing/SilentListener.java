package org.cvmsnap.testing;

import org.cvmsnap.engine.EngineListener;

/** Tells nobody; a test overrides what it wants to hear of. */
public class SilentListener implements EngineListener {}
