package io.coportal.sync.invoice;

/**
 * A business that invoices through CoPortal.
 *
 * @param country ISO 3166-1 alpha-2
 * @param baseCurrency ISO 4217
 * @param paymentTermDays 0 to 365; sets the due date of an invoice that has none
 * @param taxRegistered whether the business charges VAT, GST or sales tax at all
 */
public record Workspace(
    String id,
    String name,
    String country,
    String baseCurrency,
    int paymentTermDays,
    boolean taxRegistered) {}
