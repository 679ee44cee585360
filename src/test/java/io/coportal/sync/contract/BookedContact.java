package io.coportal.sync.contract;

/** A contact as the ledger holds it. */
record BookedContact(String id, String name, String email) {}
