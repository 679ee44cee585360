package io.coportal.sync.contract;

/** A contact as the ledger holds it. */
public record BookedContact(String id, String name, String email) {}
