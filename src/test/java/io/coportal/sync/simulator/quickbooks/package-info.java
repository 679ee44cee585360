/**
 * A QuickBooks Online ledger in memory: OAuth, companies, references, customers and invoices.
 *
 * <p>It follows Intuit's documents, schemas and recorded answers. Where those are silent it chooses
 * the stricter reading:
 *
 * <ul>
 *   <li>names and numbers are compared without case, and voided invoices keep their number;
 *   <li>a member the schema does not know refuses the request;
 *   <li>with several currencies switched on, an invoice must name its currency; a foreign invoice
 *       without a rate gets the rate 1;
 *   <li>a customer that was merged into another is gone, and nothing names the other;
 *   <li>a company outside the United States keeps tax figures sent with an update if they name
 *       every rate, never those sent with a new invoice;
 *   <li>GlobalTaxCalculation is refused in the United States;
 *   <li>a predecessor of a refresh token is dead at once; a code used twice kills its tokens;
 *   <li>only successful answers are kept under a requestid.
 * </ul>
 *
 * <p>More lenient than QuickBooks: any redirect address on localhost or 127.0.0.1 is accepted, a
 * user is whoever the consent page is told, and amounts of paid invoices may be changed, as the
 * user interface allows.
 */
package io.coportal.sync.simulator.quickbooks;
