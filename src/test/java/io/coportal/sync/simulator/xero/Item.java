package io.coportal.sync.simulator.xero;

import java.math.BigDecimal;
import java.util.UUID;

/** A product or service that supplies a line's text, price, account and tax. */
record Item(
    UUID id,
    String code,
    String name,
    String description,
    BigDecimal unitPrice,
    String accountCode,
    String taxType) {}
