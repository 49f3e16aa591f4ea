import type { Accepted } from '../command/plan.ts'
import type { PeopleNeeded } from '../policy/people.ts'
import { quoted } from '../quoted.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'
import { openingOf } from './opening.ts'
import { recognize, siblingsOf } from './servers.ts'

/** Asks all connections of this kind of system which servers they lead to, if there are several; never rejects. */
export const recognizeSiblings = async (
  context: Pick<Context, 'store' | 'connections' | 'world'>,
  connection: Connection,
): Promise<void> => {
  const siblings = siblingsOf(context, connection.id)
  if (siblings.length > 1) await recognize(context, siblings)
}

/** Who opened a change in a system, in words, if that cannot be matched to a person; undefined if it can. */
export const unknownOpener = async (
  context: Pick<Context, 'store' | 'policy' | 'connections' | 'world'>,
  connection: Connection,
  accepts: Accepted | undefined,
  recognized: Promise<void> | undefined,
): Promise<string | undefined> => {
  if (accepts === undefined) return undefined
  await (recognized ?? recognizeSiblings(context, connection))
  const { certain } = await openingOf(context, connection, accepts)
  const { name, title } = connection.system
  const { opener } = accepts
  if (certain.length > 0 || context.policy.owner({ system: name, login: opener }) !== undefined) return undefined
  return opener === '' ? `an account that ${title} doesn't name` : `the ${title} login ${quoted(opener)}`
}

/** At least two people, because any one may have opened it; and a field that says so and what to do about it. */
export const withUnknown = (opener: string, needed: PeopleNeeded) => ({
  ...(needed.people < 2 ? { people: 2, because: "I don't know whose login opened it" } : needed),
  fields: [
    {
      label: 'Approvals',
      value: `At least 2: it was opened by ${opener}, and I don't know whose that is. Whoever runs the bot can list logins under identity.logins.`,
    },
  ],
})
