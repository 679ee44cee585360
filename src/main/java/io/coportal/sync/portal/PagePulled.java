package io.coportal.sync.portal;

/**
 * A page of CoPortal's changes is stored once the running transaction commits.
 *
 * @param taken invoices that were new or changed
 * @param known those that were stored already, in this or a newer version
 * @param refused those that could not be taken
 */
record PagePulled(int taken, int known, int refused) {}
