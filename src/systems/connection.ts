import type { z } from 'zod'
import { isGone, SystemError } from '../errors.ts'
import type { TokenSource } from '../vault/lease.ts'
import type { Permit } from '../vault/permit.ts'
import type { World } from '../world.ts'
import { examined, keyOwner } from './examined.ts'
import { ofOwnKey, unsent } from './failure.ts'
import { createHandshake, isOfVersion } from './handshake.ts'
import { createKeys } from './keys.ts'
import { usual } from './limits.ts'
import { lineKeys } from './line-keys.ts'
import { createMeasure } from './measure.ts'
import type { Operation, RawInput } from './operation.ts'
import { parseAnswer } from './parse-answer.ts'
import type { Probe } from './probe.ts'
import { createReadCache, type LineAnswers } from './read-cache.ts'
import { type BuiltRequest, buildRequest } from './request.ts'
import type { Sending } from './sending.ts'
import type { Asker, Connection, RawAnswer, System } from './system.ts'
import type { Outgoing, Transport } from './transport.ts'
import { withKey } from './with-key.ts'

export interface ConnectionParts {
  readonly id: `${string}/${string}`
  readonly url: string
  readonly web?: string
  readonly server?: string
  readonly settings?: Readonly<Record<string, unknown>>
  /** How long a brief answer may be used for reads, in milliseconds. */
  readonly briefMs?: number
}

/**
 * One configured instance of a system: leases the narrowest token for each call, sends it through the one transport,
 * and parses the answer by the operation's schema. The handshake is made once, and again after a version error.
 */
export const connect = (
  system: System,
  { id, url, web, server, settings = {}, briefMs = usual.briefMs }: ConnectionParts,
  tokens: TokenSource,
  transport: Transport,
  world: Pick<World, 'clock' | 'metrics'>,
): Connection => {
  const { protocol } = system
  const measure = createMeasure(id, world)
  const answers = createReadCache(world.clock, briefMs)

  const keys = createKeys(system.minting, { url, settings }, tokens, world.clock, (operation, input) =>
    send(operation, input, {}),
  )

  const request = (operation: Operation, input: RawInput = {}): BuiltRequest =>
    buildRequest(protocol.base(url, operation), operation, input)

  /** Everything of a call except its request. */
  const carried = async (
    operation: Operation,
    path: BuiltRequest['path'],
    { asker, own, signal, permit, notAfter, session, token }: Sending,
  ) => {
    const lacks = session?.lacks?.(operation)
    if (lacks !== undefined)
      throw new SystemError({
        connection: id,
        kind: 'too-old',
        endpoint: operation.endpoint,
        detail: lacks,
        unsent: true,
      })
    const wanted = { scope: operation.scope, endpoint: operation.endpoint, path }
    const lease = await (token === undefined ? keys.of(operation, own).lease(wanted) : tokens.probe(token, wanted))
    if (!lease) {
      const why = { kind: 'auth', reason: 'no-token', detail: operation.scope } as const
      throw new SystemError({ connection: id, endpoint: operation.endpoint, ...why, unsent: true })
    }
    return {
      lease,
      headers: {
        // JSON first for text too, because a server's errors are JSON.
        accept: operation.shape.text ? 'application/json, text/plain' : 'application/json',
        ...session?.headers,
      },
      present: (token: string) => ({ ...protocol.present(token, settings) }),
      judge: (answer: RawAnswer) => protocol.data(id, operation, answer),
      asker,
      ...(signal && { signal }),
      ...(permit && { permit }),
      ...(notAfter !== undefined && { notAfter }),
    }
  }

  const outgoing = async (operation: Operation, input: RawInput, how: Sending) => {
    const built = request(operation, input)
    return { operation, request: built, ...(await carried(operation, built.path, how)) }
  }

  /** Whether a token may use an endpoint: systems check that before they read what is asked for. */
  const may = async (probe: Probe, how: Sending): Promise<boolean | undefined> => {
    const { asks } = probe
    try {
      await transport.ask({ probe, base: protocol.base(url, asks), ...(await carried(asks, {}, how)) })
      how.heard?.answer()
      return true
    } catch (error) {
      if (!(error instanceof SystemError) || error.kind === 'auth') throw error
      how.heard?.silent(error)
      if (error.kind === 'forbidden') return false
      if (error.reason === 'not-offered') return undefined
      return error.kind === 'rejected' || isGone(error) ? true : undefined
    }
  }

  const parse = (operation: Operation, schema: z.ZodType | undefined, value: unknown) =>
    parseAnswer(id, operation, schema, value)

  /** The system's answer; a read may use an answer that its line may share. */
  const answered = (out: Outgoing, line: LineAnswers | undefined): Promise<unknown> => {
    const { operation, request, lease, signal } = out
    if (operation.kind !== 'read' || operation.shape.polled || !line) return transport.send(out)
    const wanted = {
      token: lease.token,
      identity: lease.identity,
      request: `${operation.endpoint} ${request.digest}`,
      brief: operation.shape.brief === true,
    }
    return line.of(wanted, (until) => transport.send({ ...out, ...(until && { signal: until }) }), signal)
  }

  const send = async (operation: Operation, input: RawInput, how: Sending): Promise<unknown> => {
    const end = measure(operation)
    try {
      return parse(
        operation,
        operation.shape.output,
        await answered(await outgoing(operation, input, how), how.answers),
      )
    } catch (error) {
      end(error)
      throw how.own?.isGiven ? ofOwnKey(error) : error
    } finally {
      end()
    }
  }

  const handshake = createHandshake({
    protocol,
    title: system.title,
    // Everything waits for it, confirmations too.
    open: () =>
      protocol.open((operation, input = {}) => send(operation, input, { asker: { person: '', confirms: true } }), id),
    clock: world.clock,
  })

  const readFor = (asker: Asker | undefined, line = answers.line(asker)): Connection => {
    const ownKeys = lineKeys(keys, asker)
    return {
      id,
      url,
      web,
      server,
      settings,
      system,
      for: (asker) => readFor(asker),
      lookUp: asker?.lookUp,
      get oldest() {
        return line.oldest
      },
      get source() {
        return handshake.source
      },
      isPersonal: async () => (await ownKeys()) !== undefined,
      seen: transport.seen,
      get isResting() {
        return transport.breaker.open
      },
      tokens: tokens.names,
      bound: (name) => [...new Set(tokens.names.flatMap((one) => tokens.only(one)?.[name] ?? []))],
      ready: async () => void (await handshake.made()),
      greet: async () => {
        handshake.forget()
        return (await handshake.made()).source
      },
      probe: async (token, signal) => {
        // A system whose version isn't known may still say whether it knows the token.
        const how: Sending = { signal, session: await handshake.made().catch(() => undefined), token }
        return examined(system, tokens, token, {
          read: (operation, input) => send(operation, input, how),
          may: (probe, heard) => may(probe, { ...how, heard }),
        })
      },
      ownerOf: async (own) => {
        const how: Sending = { own, session: await handshake.made().catch(() => undefined) }
        return keyOwner(system, id, {
          read: (operation, input) => send(operation, input, how),
          may: (probe, heard) => may(probe, { ...how, heard }),
        })
      },
      request,
      tokenFor: async (operation, input) => {
        const { path } = request(operation, input)
        const wanted = { scope: operation.scope, endpoint: operation.endpoint, path }
        const lease = await keys.of(operation, await ownKeys()).lease(wanted)
        return lease && { name: lease.token, isBound: tokens.only(lease.token) !== undefined }
      },
      call: (operation, input = {}, signal) => {
        if (operation.kind !== 'read') throw new TypeError(`${operation.endpoint} writes: it needs a permit`)
        return handshake.with(async (opened) => {
          const how: Sending = { asker, own: await ownKeys(), signal, session: opened, answers: line }
          return withKey(how.own, () => send(operation, input, how))
        })
      },
      each: (operation, input = {}, signal) => {
        let rest: { readonly value: unknown } | undefined
        async function* elements() {
          const { each } = operation.shape
          if (!each) throw new TypeError(`${operation.endpoint} is not read element by element`)
          // A version error comes before the first element: then it is sent once more, like any read.
          const end = measure(operation)
          try {
            const { stream, first } = await handshake.with(
              async (opened) => {
                const how = { asker, own: await ownKeys(), signal, session: opened }
                return withKey(how.own, async () => {
                  const stream = transport.stream(await outgoing(operation, input, how), each)
                  return { stream, first: await stream.next() }
                })
              },
              (given) => given.stream.return(undefined),
            )
            try {
              let step = first
              for (; !step.done; step = await stream.next()) yield parse(operation, each.item, step.value)
              rest = { value: each.rest && parse(operation, each.rest, step.value) }
            } finally {
              await stream.return(undefined)
            }
          } catch (error) {
            end(error)
            throw (await ownKeys())?.isGiven ? ofOwnKey(error) : error
          } finally {
            end()
          }
        }
        return Object.assign(elements(), {
          rest: () => {
            if (!rest) throw new Error(`${operation.endpoint} was not read to its end`)
            return rest.value
          },
        })
      },
      write: async (operation, input, permit, notAfter) => {
        // Whatever the handshake's error says, the write was not sent.
        const opened = await handshake.made().catch((error: unknown) => {
          throw error instanceof SystemError ? unsent(error) : error
        })
        try {
          return await send(operation, input, { permit: permit as Permit, notAfter, session: opened })
        } catch (error) {
          if (isOfVersion(error)) handshake.forget()
          throw error
        } finally {
          // Reads from here on must see it.
          answers.forget()
        }
      },
    }
  }
  return readFor(undefined)
}
