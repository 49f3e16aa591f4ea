import type { Bot } from '../command/bot.ts'
import { optionalScopesOf, scopesOf, systemOf } from '../command/command.ts'
import { helpMessage } from '../command/help.ts'
import type { Principal } from '../policy/person.ts'
import { connectedCommands } from './connected.ts'
import type { Context } from './context.ts'
import { checkupNow } from './doctor/checkup.ts'
import { checkupMessage } from './doctor/findings-message.ts'
import { lockConnection, unlockConnection } from './locking.ts'
import { openMessage } from './open-proposals.ts'
import { askForKey, disconnectKey } from './personal-keys/connect.ts'
import { connectionsMessage } from './personal-keys/connections.ts'
import { rightsOf } from './rights.ts'
import { readStatus } from './status.ts'
import { statusMessage } from './status-words.ts'
import { pauseByHand, removeByHand, resumeByHand, testByHand } from './watching/change.ts'
import { changeClausesByHand } from './watching/change-clauses.ts'
import { createWatch } from './watching/create.ts'
import { listMessage } from './watching/list.ts'
import { muteByHand, unmuteByHand } from './watching/mute.ts'
import type { WatchPlace } from './watching/place.ts'

/** The bot as one person sees it, for local commands. */
export const botFor = (context: Context, principal: Principal, place: WatchPlace): Bot => {
  const { channel } = place
  const { policy, world, commands, connections, display } = context
  const whom = { rights: rightsOf(context, principal, channel), fits: display.fits }
  return {
    help: (words) => helpMessage(words === '' ? connectedCommands(context) : commands, words, whom),
    whoami: () => {
      const all = connectedCommands(context)
      const able = all.filter(whom.rights.may)
      return {
        tone: 'answer',
        title: `You are ${principal.name}${principal.name === principal.id ? '' : ` (${principal.id})`}`,
        fields: [
          { label: 'E-mail', value: principal.email ?? noEmail[principal.noEmail ?? 'none'] },
          { label: 'Counts as', value: policy.human(principal) },
          ...connections.map(({ connection: { id } }) => ({
            label: id,
            value: rights(context, principal, id, channel),
          })),
        ],
        notes: [`You may run ${able.length} of ${all.length} commands.`],
        next: ['cox help'],
      }
    },
    proposals: () => openMessage(context, principal, channel),
    status: async () => statusMessage(await readStatus(context)),
    doctor: async () => checkupMessage(await checkupNow(context), world.clock.now()),
    lock: (text, reason) => lockConnection(context, { by: policy.human(principal), text, reason }),
    mute: (text, time, reason) => muteByHand(context, { principal, place, text }, { time, reason }),
    unmute: (text) => unmuteByHand(context, { principal, place, text }),
    connections: () => connectionsMessage(context, principal),
    connect: (text) => askForKey(context, { principal, channel, text }),
    disconnect: (text) => disconnectKey(context, { principal, text }),
    watch: (typed) => createWatch(context, principal, { place, typed }),
    watches: () => listMessage(context, principal, place),
    changeWatch: (does, id) => changes[does](context, { principal, place, id }),
    changeClauses: (id, typed) => changeClausesByHand(context, { principal, place, id }, typed),
    unlock: (text) => unlockConnection(context, { by: policy.human(principal), text }),
  }
}

const changes = { pause: pauseByHand, resume: resumeByHand, remove: removeByHand, test: testByHand } as const

const noEmail = {
  none: 'none',
  hidden: 'hidden in your Slack profile',
  unconfirmed: 'not confirmed in Slack',
  scope: 'the Slack app may not read it (users:read.email)',
} as const

/** What a person may do on a connection, in words: the scopes that some command uses and the person has. */
const rights = (
  { commands, policy }: Context,
  principal: Principal,
  connection: string,
  channel: string | undefined,
): string => {
  const system = connection.split('/')[0]
  const own = commands.filter((command) => systemOf(command) === system)
  const scopes = new Set(own.flatMap((command) => [...scopesOf(command), ...optionalScopesOf(command)]))
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
