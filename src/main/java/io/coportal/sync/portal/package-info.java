/** CoPortal's side: its changed invoices come in, what became of them goes back. */
package io.coportal.sync.portal;
