package io.coportal.sync.contract;

/** A contact as the ledger holds it; empty where it holds nothing. */
public record BookedContact(
    String id, String name, String email, String phone, String taxNumber, String street) {}
