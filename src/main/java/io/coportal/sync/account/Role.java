package io.coportal.sync.account;

/** What somebody may do in a workspace; each may do what the ones before it may as well. */
public enum Role {
  /** Looks at everything. */
  READER,
  /** Syncs invoices. */
  MEMBER,
  /** Connects ledgers, disconnects them and chooses settings. */
  OWNER;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }
}
