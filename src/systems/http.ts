import { SystemError } from '../errors.ts'
import { createTurns } from '../turns.ts'
import { Permit } from '../vault/permit.ts'
import type { World } from '../world.ts'
import { decoded, readBody, TooLarge } from './body.ts'
import { createBreaker, signalOf } from './breaker.ts'
import { type CheckedCall, callOf } from './call.ts'
import { createDeadline, type Deadline } from './deadline.ts'
import { createTurn, elementsOf } from './elements.ts'
import { type Explained, explainFailure } from './explain.ts'
import { judge } from './judge.ts'
import { usual } from './limits.ts'
import type { Each } from './operation.ts'
import { Probe } from './probe.ts'
import { ReadTooOld } from './read-too-old.ts'
import { type Attempt, retrying } from './retry.ts'
import { retryAfter } from './retry-after.ts'
import { routeOf } from './route.ts'
import { createNoting } from './server-traits.ts'
import type { ElementStream, Outgoing, Transport, TransportSettings } from './transport.ts'
import { createWire, type ResponseHead } from './wire.ts'

/** Opens nothing yet; UserError, saying what to do, for settings that are not safe. */
export const createTransport = (settings: TransportSettings, world: World): Transport => {
  const { id } = settings
  const limits = { ...usual, ...settings.limits }
  const route = routeOf(id, settings.url, limits.connectMs, settings.tls, settings.proxy, settings.proxyAuthorization)
  if (settings.tls?.insecure) world.log.warn('tls.insecure', { connection: id, pinned: route.pin !== undefined })
  const noting = createNoting(world.clock)
  const wire = createWire(route, limits.sockets, noting)
  const breaker = createBreaker(world.clock, (open) =>
    world.log.warn(open ? 'breaker.open' : 'breaker.closed', { connection: id }),
  )
  const closing = new AbortController()
  const writes = new Set<Promise<unknown>>()
  const turn = createTurn()
  // No person gets all the sockets, and no reader one that a confirmation waits for.
  const { sockets } = limits
  const readers = createTurns({ atOnce: sockets, each: Math.ceil((sockets * 3) / 4) })
  const confirmations = createTurns({ atOnce: sockets, each: sockets })

  const prepare = <T>(out: Outgoing<T>): CheckedCall<T> => {
    if (world.transaction.active()) throw new Error(`${out.operation.endpoint} is not sent from inside a transaction`)
    const call = callOf({ connection: id, request: world.ids.id() }, route.url, out)
    out.signal?.throwIfAborted()
    if (closing.signal.aborted) throw stopping(call, true)
    return call
  }
  /** Waits for a socket: the wait says nothing about the server, and does not count against the request's time limit. */
  const socketFor = async (
    call: CheckedCall,
    { asker, signal }: Pick<Outgoing, 'asker' | 'signal'>,
  ): Promise<() => void> => {
    const turns = asker?.confirms ? confirmations : readers
    try {
      return await turns.take(asker?.person ?? '', [signal, closing.signal])
    } catch (error) {
      throw closing.signal.aborted ? stopping(call, true) : error
    }
  }
  const stopping = ({ fail }: CheckedCall, unsent: boolean) => fail('unavailable', { reason: 'stopping', unsent })

  /** The external reason why a call ended, instead of the error that it caused further down. */
  const ended = (call: CheckedCall, limit: Deadline, unsent: boolean): unknown => {
    if (limit.timedOut) return call.fail('timeout', { unsent })
    return limit.signal.reason === closing.signal.reason ? stopping(call, unsent) : limit.signal.reason
  }

  /**
   * One request, and what `take` makes of its answer. If the breaker opened since the last try, the error
   * is `last`, the one that happened. `begin` is called once there is a socket, before the first
   * byte can leave; what it throws is the error, and nothing was sent.
   */
  const attempt = async <T>(
    call: CheckedCall,
    limit: Deadline,
    take: (reply: ResponseHead) => Promise<T>,
    { last, begin }: { readonly last?: unknown; readonly begin?: () => void } = {},
  ): Promise<Attempt<T>> => {
    const settle = await breaker.admit(call.write ? 'write' : 'read')
    if (!settle) {
      const refused = call.fail('unavailable', { reason: 'resting', unsent: true })
      return { error: last ?? refused, again: false }
    }
    const head = createDeadline(call.write ? limits.writeMs : limits.totalMs / 2 + call.holdMs, [limit.signal])
    const began = world.clock.now()
    /** Each write is logged; reads only at the level `debug`. */
    const logged = (ending: string) =>
      world.log[call.write ? 'info' : 'debug']('request', {
        connection: id,
        endpoint: call.endpoint,
        request: call.id,
        status: reply?.status,
        ms: world.clock.now() - began,
        ending,
      })
    let started = false
    let withheld: unknown
    let reply: ResponseHead | undefined
    const wrong = (error: unknown): Explained => {
      if (withheld !== undefined) return { error: withheld, again: false }
      if (error instanceof SystemError) return explainFailure(error, call, { started, status: undefined })
      if (limit.signal.aborted) return { error: ended(call, limit, !started), again: false }
      if (head.timedOut) return { error: call.fail('timeout', { unsent: !started }), again: true }
      return explainFailure(error, call, { started, status: reply?.status })
    }
    try {
      reply = await wire.exchange(call.wire, head.signal, () => {
        try {
          begin?.()
        } catch (error) {
          withheld = error
          throw error
        }
        started = true
      })
      head.untimed()
      const value = await take(reply)
      settle('up')
      noting.answered()
      logged('done')
      return { value }
    } catch (thrown) {
      const { error, again } = wrong(thrown)
      settle(signalOf(error))
      logged(error instanceof SystemError ? error.kind : 'stopped')
      const onceMoreMs = error instanceof SystemError && !call.write ? error.onceMoreMs : undefined
      if (onceMoreMs !== undefined) return { error, again: true, afterMs: onceMoreMs, tries: 2 }
      return { error, again, afterMs: retryAfter(reply?.headers['retry-after'], world.clock.now()) }
    } finally {
      head.untimed()
      reply?.release()
    }
  }

  const answerOf = async <T>(call: CheckedCall<T>, reply: ResponseHead): Promise<T> => {
    const how = ok(reply) ? (call.beginning ? 'beginning' : 'all') : 'cut'
    return judge(call, reply, await readBody(reply, limits.wholeBytes, how))
  }

  const read = async <T>(
    out: Outgoing,
    call: CheckedCall,
    limit: Deadline,
    take: (reply: ResponseHead) => Promise<T>,
  ): Promise<T> => {
    let last: unknown
    const once = async (): Promise<Attempt<T>> => {
      const outcome = await attempt(call, limit, take, { last })
      if ('value' in outcome) return outcome
      last = outcome.error
      return { ...outcome, again: outcome.again && out.operation.shape.retry !== false }
    }
    try {
      return await retrying(once, world, limit.signal)
    } catch (error) {
      throw limit.signal.aborted && error === limit.signal.reason ? ended(call, limit, false) : error
    }
  }

  const write = async <T>(out: Outgoing<T>, call: CheckedCall<T>): Promise<T> => {
    const wanted = { connection: id, scope: out.operation.scope, digest: call.digest }
    const checkPermit = (use: 'wrong' | 'spend') => {
      const now = world.clock.now()
      if (out.notAfter !== undefined && now > out.notAfter) throw new ReadTooOld(out.operation.endpoint)
      const why = Permit[use](out.permit, wanted, now)
      if (why !== undefined) throw new Error(`${out.operation.endpoint} is not sent: ${why}`)
    }
    checkPermit('wrong')
    // Neither the signal nor closing ends a write that has begun, because its outcome would be unknown.
    const limit = createDeadline(limits.writeMs, [])
    try {
      // A socket may take seconds to make.
      const begin = () => checkPermit('spend')
      const outcome = await attempt(call, limit, (reply) => answerOf(call, reply), { begin })
      if ('value' in outcome) return outcome.value
      throw outcome.error
    } finally {
      limit.done()
    }
  }

  /** Judges the rest of the document before it reports a missing list, because an error answer has no lists. */
  async function* elements<T>(
    call: CheckedCall<T>,
    reply: ResponseHead,
    { at, rest }: Pick<Each, 'at' | 'rest'>,
  ): ElementStream<T> {
    const { text, wrong } = yield* elementsOf(decoded(reply, limits.bytes), at, limits.wholeBytes, turn)
    const answer = text === undefined ? undefined : judge(call, reply, { text, ended: true })
    if (wrong) throw wrong
    if (text === undefined && rest) throw new TooLarge(`over ${limits.wholeBytes} bytes beside the lists`)
    return answer
  }

  async function* stream<T>(out: Outgoing<T>, each: Pick<Each, 'at' | 'rest'>): ElementStream<T> {
    const call = prepare(out)
    if (call.write) throw new Error(`${out.operation.endpoint} writes: it has no elements`)
    const free = await socketFor(call, out)
    const limit = createDeadline(limits.totalMs + call.holdMs, [out.signal, closing.signal])
    // The consumer may wait for another socket, and must not keep this one beyond its time limit.
    limit.signal.addEventListener('abort', free)
    let status: number | undefined
    try {
      const { first, later } = await read(out, call, limit, async (reply) => {
        status = reply.status
        if (!ok(reply)) await answerOf(call, reply)
        const later = elements(call, reply, each)
        return { first: await later.next(), later }
      })
      if (first.done) return first.value
      try {
        yield first.value
        return yield* later
      } catch (error) {
        throw limit.signal.aborted
          ? ended(call, limit, false)
          : explainFailure(error, call, { started: true, status }).error
      } finally {
        await later.return(undefined)
      }
    } finally {
      limit.done()
      free()
    }
  }

  return {
    send: async (out) => {
      const call = prepare(out)
      if (call.write) {
        const sent = write(out, call)
        writes.add(sent)
        return sent.finally(() => writes.delete(sent))
      }
      const free = await socketFor(call, out)
      const limit = createDeadline(limits.totalMs + call.holdMs, [out.signal, closing.signal])
      return read(out, call, limit, (reply) => answerOf(call, reply)).finally(() => {
        limit.done()
        free()
      })
    },
    ask: async ({ probe, base, ...out }) => {
      const call = prepare({ ...out, operation: probe.asks, request: Probe.requestOf(probe, base) })
      const free = call.write ? () => {} : await socketFor(call, out)
      const limit = createDeadline(limits.writeMs, [out.signal, closing.signal])
      const outcome = await attempt(call, limit, (reply) => answerOf(call, reply)).finally(() => {
        limit.done()
        free()
      })
      if ('error' in outcome) throw outcome.error
    },
    stream,
    breaker,
    seen: noting.seen,
    close: async () => {
      closing.abort(new Error('closing'))
      await Promise.allSettled(writes)
      await wire.close()
    },
  }
}

const ok = ({ status }: ResponseHead) => status >= 200 && status < 300
