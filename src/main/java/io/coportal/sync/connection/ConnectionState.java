package io.coportal.sync.connection;

/** Whether a workspace's link to an organisation can be used. */
public enum ConnectionState {
  CONNECTED,
  /** The ledger refuses the grant; the owner has to consent again. */
  RECONNECT,
  DISCONNECTED
}
