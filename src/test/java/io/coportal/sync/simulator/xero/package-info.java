/**
 * A Xero accounting ledger in memory: OAuth, organisations, references, contacts and invoices.
 *
 * <p>It follows Xero's documents and recorded answers. Where those are silent it chooses the
 * stricter reading:
 *
 * <ul>
 *   <li>numbers are compared without case, and voided or deleted invoices keep theirs;
 *   <li>members of the body are known by their exact spelling, unknown ones are ignored;
 *   <li>a tax amount may differ by 0.10 a line from the computed one;
 *   <li>tax is taken of the rounded line amount;
 *   <li>a Total that is sent with a new invoice must be the sum of its lines;
 *   <li>an unknown contact is an error of its invoice, not a 404;
 *   <li>a call refused by a limit does not count, the day is the day in UTC;
 *   <li>one idempotency key must not be used for two organisations;
 *   <li>when a refresh token's predecessor is used again, the token it had been replaced by dies.
 * </ul>
 *
 * <p>More lenient than Xero: any redirect address on localhost or 127.0.0.1 is accepted, and a user
 * is whoever the consent page is told.
 */
package io.coportal.sync.simulator.xero;
