package org.cvmsnap.model;

/**
 * Something of a guest, other than a process, that keeps a file system from being unmounted.
 *
 * @param path in the file system
 * @param how what it is, as the end of a sentence: "is shared over NFS"
 * @param undo what is typed in the guest to end it
 */
public record PathUse(String path, String how, String undo) {}
