/** What a caller did wrong or has to mend, in words that say what to do (RFC 9457). */
package io.coportal.sync.problem;
