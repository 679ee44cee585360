/**
 * What every simulated provider shares: HTTP plumbing, a clock that can be advanced, scripted
 * faults, a journal of every request, and a proxy that breaks connections.
 */
package io.coportal.sync.simulator;
