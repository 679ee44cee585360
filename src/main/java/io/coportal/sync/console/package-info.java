/** The console: what owners, members and engineers see and press in a browser. */
package io.coportal.sync.console;
