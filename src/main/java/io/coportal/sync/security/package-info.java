/** Who may call this server, and what its answers let a browser do. */
package io.coportal.sync.security;
