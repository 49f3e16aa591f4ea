import { FormWanted, UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import { count } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import type { Watch } from '../../store/watches.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'

/** In how large a channel what only its owner may read can be watched: more people nobody can know. */
const mostPeople = 100

/** To whom the owner of a watch shows what only the owner may read: who was in the channel when that was confirmed. */
interface ShownTo {
  /** All who are in it, the bot too. */
  readonly ids: readonly string[]
  readonly people: number
  readonly guests: number
}

/** The value of the form that says yes. */
const fieldName = 'shown'

const saysWho = ({ people, guests }: Pick<ShownTo, 'people' | 'guests'>): string => {
  const many = people === 1 ? '1 member' : `${count(people)} members`
  const outside = guests === 0 ? '' : `, ${guests === 1 ? '1 of them a guest' : `${count(guests)} of them guests`}`
  return `${many}${outside}`
}

/** A watch of what only its owner may read, in a channel. */
interface Shown {
  readonly channel: string
  readonly line: string
  readonly connection: string
}

/**
 * To whom a watch may show what only its owner may read, as JSON, once the owner has confirmed exactly that: this line, this
 * channel, these people. Throws FormWanted, which asks for it, and UserError where it can't be confirmed.
 */
export const confirmedShown = async (
  context: Context,
  owner: Principal,
  shown: Shown,
  given: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const { channel, line, connection } = shown
  const to = await readersNow(context, channel)
  const text = JSON.stringify(to)
  const yes = context.store.mac(JSON.stringify(['shown', owner.id, channel, line, connection, text]))
  if (given[fieldName] === yes) return text
  const named = await context.people.channelName?.(channel)
  const who = `${named === undefined ? 'This channel' : literal(named, 60)} has ${saysWho(to)}`
  throw new FormWanted(
    `You read ${connection} with access of your own. ${who}: what you may see, they will see. Confirm that, or type the line in your direct messages with me: then only you see it.`,
    {
      title: 'Show it to others?',
      button: 'Confirm…',
      submit: 'Watch',
      fields: [
        {
          name: fieldName,
          title: `${who}: what you may see, they will see.`,
          hint: 'It pauses if your access ends, if many others join, or if other organizations are invited.',
          kind: { is: 'choice', options: [{ value: yes, name: 'I confirm that' }] },
          required: true,
          apart: true,
        },
      ],
    },
  )
}

const readersNow = async ({ people, shared }: Context, channel: string): Promise<ShownTo> => {
  const found = shared.includes(channel) ? 'shared' : await people.readers?.(channel, mostPeople)
  if (found === 'shared')
    throw new UserError(
      'This channel is shared with another organization, so nothing is watched here that only you may read.',
    )
  if (found === 'many')
    throw new UserError(
      `More than ${mostPeople} people are in this channel, so nothing is watched here that only you may read.`,
    )
  const who = found && (await people.countPeople?.(found))
  if (!found || !who)
    throw new UserError(
      'Slack doesn’t say just now who is in this channel, so nothing is watched. Try again in a minute.',
    )
  return { ids: [...found].sort(), people: who.people, guests: who.guests }
}

/** Why what was confirmed no longer counts, in a sentence; `unsure` if that can't be found out now, undefined if it does. */
export const voidedBy = async (
  { people, shared }: Pick<Context, 'people' | 'shared'>,
  { channel, shown_to: text }: Pick<Watch, 'channel'> & { readonly shown_to: string },
  owner: Principal,
): Promise<{ readonly why: string } | 'unsure' | undefined> => {
  const confirmed = JSON.parse(text) as ShownTo
  const name = personName(owner.name)
  const shows = `It shows what only ${name} may read`
  const again = `${name} can begin it again, and confirm that for those who are here now.`
  const found = shared.includes(channel) ? 'shared' : await people.readers?.(channel, mostPeople * 2)
  if (found === undefined) return 'unsure'
  if (found === 'shared') return { why: `${shows}, and this channel is shared with another organization now.` }
  const known = new Set(confirmed.ids)
  const added = found === 'many' ? [] : found.filter((id) => !known.has(id))
  const most = Math.max(5, Math.floor(confirmed.people / 4))
  const tooMany = {
    why: `${shows}, to ${saysWho(confirmed)} as that was confirmed, and many others have joined. ${again}`,
  }
  // Some of them may be bots.
  if (found === 'many' || added.length > most * 2) return tooMany
  const who = added.length === 0 ? { people: 0, guests: 0 } : await people.countPeople?.(added)
  if (!who) return 'unsure'
  if (who.people > most) return tooMany
  return who.guests === 0 ? undefined : { why: `${shows}, and a guest has joined since that was confirmed. ${again}` }
}

/** Where what an owner alone may read comes from, for those who see it in a channel. */
export const sourceShown = (source: string, owner: Principal): string =>
  `${source}, read with the access of ${literal(owner.name, 60)}`
