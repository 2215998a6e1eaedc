package org.cvmsnap.error;

/**
 * A reason not to begin.
 *
 * @param problem what is in the way, as a sentence
 * @param next what the operator does about it; empty where nothing is known
 */
public record Refusal(String problem, String next) {}
