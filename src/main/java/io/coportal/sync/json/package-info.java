/** JSON that keeps every decimal digit. */
package io.coportal.sync.json;
