/** Wanted state against ledger state: what has to reach which ledger, and what came of it. */
package io.coportal.sync.reconcile;
