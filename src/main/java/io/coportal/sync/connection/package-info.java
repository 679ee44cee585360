/** A workspace's link to one ledger: consent, token grants, connections and their settings. */
package io.coportal.sync.connection;
