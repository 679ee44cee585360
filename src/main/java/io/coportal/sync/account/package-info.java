/** People who sign in to the console: their accounts, roles and sessions. */
package io.coportal.sync.account;
