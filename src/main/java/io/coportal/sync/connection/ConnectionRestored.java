package io.coportal.sync.connection;

/**
 * An owner has reconnected: what was blocked may go on. Published inside the transaction that
 * stores the reconnect.
 */
public record ConnectionRestored(String connectionId) {}
