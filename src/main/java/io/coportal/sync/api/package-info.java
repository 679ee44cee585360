/**
 * The REST API's edge: what the routes in {@code routes/triggers} call and how answers are written.
 */
package io.coportal.sync.api;
