/**
 * Holds the routes, their mappings and their configuration to the project's conventions, without
 * starting it.
 */
package io.coportal.sync.routes;
