/**
 * CoPortal itself, as seen from outside: a list of changed invoices to read, and a place on each
 * invoice where what became of it in a ledger is written. CoPortal publishes no API reference;
 * paths and names are made up, and differ from ours on purpose. What was decided here: the list
 * shows each invoice once, at its last change; a cursor names a change and stays good for ever; a
 * write-back with a lower sequence than the one held is taken for granted and ignored.
 */
package io.coportal.sync.simulator.coportal;
