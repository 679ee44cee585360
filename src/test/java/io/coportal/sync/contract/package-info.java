/**
 * What every ledger must do, tried on the whole application: a real server, a real database file
 * and the ledger's simulator behind a wire that can break. A ledger joins by implementing {@link
 * io.coportal.sync.contract.LedgerUnderTest}.
 */
package io.coportal.sync.contract;
