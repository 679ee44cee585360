/**
 * What all ledgers have in common: reference data, choice of account and tax code, totals, errors
 * and their cures.
 */
package io.coportal.sync.ledger;
