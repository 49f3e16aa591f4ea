import type { Bot } from '../command/bot.ts'
import { scopesOf, systemOf } from '../command/command.ts'
import { helpMessage } from '../command/help.ts'
import { UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { lock, unlock } from '../store/locks.ts'
import { checkupNow } from './doctor/checkup.ts'
import { checkupMessage } from './doctor/words.ts'
import type { Means } from './means.ts'
import { rightsOf } from './rights.ts'
import { readStatus } from './status.ts'
import { statusMessage } from './status-words.ts'

/** The bot as one person sees it: what local commands are given. */
export const botFor = (means: Means, principal: Principal, channel: string | undefined): Bot => {
  const { policy, store, world, commands, connections } = means
  const { may, grants } = rightsOf(means, principal, channel)
  const connectionNamed = (text: string): string => {
    const found = connections.find(({ name, connection }) => connection.id === text || name === text)
    if (!found)
      throw new UserError(
        `There is no connection “${text}”. There is: ${connections.map(({ connection }) => connection.id).join(', ')}.`,
      )
    return found.connection.id
  }
  const done = (title: string): Message => ({ tone: 'applied', title })
  return {
    help: (words) => helpMessage(commands, words, { may, grants }),
    whoami: () => {
      const able = commands.filter(may)
      return {
        tone: 'answer',
        title: `You are ${principal.name}${principal.name === principal.id ? '' : ` (${principal.id})`}`,
        fields: [
          { label: 'E-mail', value: principal.email ?? 'none' },
          { label: 'Counts as', value: policy.human(principal) },
          ...connections.map(({ connection: { id } }) => ({ label: id, value: rights(means, principal, id, channel) })),
        ],
        notes: [`You may run ${able.length} of ${commands.length} commands.`],
        next: ['cox help'],
      }
    },
    status: async () => statusMessage(await readStatus(means)),
    doctor: async () => checkupMessage(await checkupNow(means), world.clock.now()),
    lock: async (text, reason) => {
      const connection = connectionNamed(text)
      const by = policy.human(principal)
      const fresh = await store.transaction(async (tx) => {
        const locked = await lock(tx, connection, by, reason ?? null, world.clock.now())
        if (locked) await store.audit.append(tx, 'lock', { connection, by, reason: reason ?? null })
        return locked
      })
      return done(
        fresh
          ? `Locked: nothing is written on ${connection} until it is unlocked.`
          : `${connection} was locked already.`,
      )
    },
    unlock: async (text) => {
      const connection = connectionNamed(text)
      const was = await store.transaction(async (tx) => {
        const unlocked = await unlock(tx, connection)
        if (unlocked) await store.audit.append(tx, 'unlock', { connection, by: policy.human(principal) })
        return unlocked
      })
      return done(was ? `Unlocked: changes on ${connection} can be confirmed again.` : `${connection} was not locked.`)
    },
  }
}

/** What a person may do on a connection, in words: the scopes that some command uses and the person has. */
const rights = (
  { commands, policy }: Means,
  principal: Principal,
  connection: string,
  channel: string | undefined,
): string => {
  const system = connection.split('/')[0]
  const scopes = new Set(commands.flatMap((command) => (systemOf(command) === system ? scopesOf(command) : [])))
  const has = [...scopes].filter(
    (scope) => policy.decide(principal, { scopes: [scope], connection, ...(channel && { channel }) }).allowed,
  )
  return has.length === 0
    ? 'nothing'
    : has
        .map((scope) => scope.split(':').slice(1).join(':'))
        .sort()
        .join(', ')
}
