package io.coportal.sync.ledger;

/**
 * Why an invoice stands still.
 *
 * @param errorClass the reaction it asks for
 * @param code stable kebab-case name, for programs and for grouping
 * @param message what is wrong, with the ledger's own words where it has any
 * @param cure what to do about it, in one or two sentences
 */
public record Refusal(ErrorClass errorClass, String code, String message, String cure) {}
