/**
 * Jobs: items become work for an engine, and what comes back becomes results.
 *
 * <pre>
 *  the verb's thread        the engine's pull thread            the engine's threads
 *  ─────────────────        ────────────────────────            ────────────────────
 *  Jobs.map(xs, f)
 *    Packer: f ──► bundle
 *    Engine.start ────────►  Job.next: iterator of xs
 *                              ChunkSizer: how many
 *                              ItemsWriter: items ──► payload
 *                              ──► a worker runs them ────────►  Job.result: payload ──► outcomes
 *                                                                  ChunkSizer learns their time
 *                                                                  Collector keeps value or error
 *                                                                Job.lost: a worker died
 *                                                                Job.ended: Collector ──► AsyncResult
 *  AsyncResult.get ◄──────────────────────────────────────────────────┘
 * </pre>
 */
@NullMarked
package partita.internal.pool;

import org.jspecify.annotations.NullMarked;
