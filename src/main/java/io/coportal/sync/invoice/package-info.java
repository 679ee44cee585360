/** CoPortal's invoice: its model, the rules by which it is accepted, and where it is kept. */
package io.coportal.sync.invoice;
