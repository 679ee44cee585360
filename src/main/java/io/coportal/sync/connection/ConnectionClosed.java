package io.coportal.sync.connection;

/** An owner has disconnected. Published inside the transaction that stores it. */
public record ConnectionClosed(String connectionId) {}
