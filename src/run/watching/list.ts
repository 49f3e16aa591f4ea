import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { mutesNow } from '../../store/mutes.ts'
import { listWatches } from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { settingOf } from './declared-watches.ts'
import { muteWords } from './mute.ts'
import { channelNoise } from './noise.ts'
import { unpinged } from './pings.ts'
import type { WatchPlace } from './place.ts'
import { memoryOf, subjectOf, type Watched, watchedOf } from './watched.ts'

/** How many watches are listed. */
const most = 30

const stateOf = (context: Pick<Context, 'alerts' | 'shared'>, watched: Watched): string => {
  const ping = unpinged(watched, channelNoise(context, watched.row.channel))
  return [readingState(watched), ...(ping === undefined ? [] : [`${ping} there any more`])].join('; ')
}

const readingState = ({ row }: Watched): string => {
  if (row.paused !== null) return `paused: ${row.paused}`
  const { open } = memoryOf(row).state
  const read = row.read_at === null ? 'not read yet' : `read ${moment(row.read_at)}`
  if (!open) return read
  return `ALERT since ${moment(open.since)}${open.onIt ? `, ${personName(open.onIt.by)} is on it` : ''}; ${read}`
}

/** The watches of a channel and those of whoever asks, paused ones first. */
export const listMessage = async (
  context: Context,
  principal: Principal,
  { channel }: WatchPlace,
): Promise<Message> => {
  const { store, commands, world } = context
  const all = (await listWatches(store.db)).filter((row) => row.channel === channel || row.person === principal.id)
  const here = all.filter((row) => row.channel === channel).length
  const watches = all.map(watchedOf).sort((a, b) => Number(a.row.paused === null) - Number(b.row.paused === null))
  const [first] = watches
  const example = commands.find(({ name }) => name === 'cox watch')?.examples[0]
  if (!first)
    return {
      tone: 'answer',
      title: 'Nothing is watched here',
      ...(example && { lead: `Type what to read, how often, and when to alert: “/${example}”.` }),
    }
  const mutes = await mutesNow(store.db, world.clock.now())
  const muted = mutes.filter(({ connection }) => all.some((row) => row.connection === connection))
  return {
    tone: 'answer',
    title: `${here} ${here === 1 ? 'watch' : 'watches'} in this channel`,
    lists: [
      {
        title: 'Watches',
        items: watches.slice(0, most).map((watched) => {
          const { row, owner, clauses } = watched
          const where = row.channel === channel ? '' : ' (in another channel)'
          return {
            name: `${row.id}${where}`,
            text: `${subjectOf(row)} on ${row.connection}, ${clausesOf(clauses)}; of ${personName(owner.name)}${row.declared === null ? '' : `, declared in the settings (${settingOf(row)})`}; ${stateOf(context, watched)}`,
          }
        }),
        total: watches.length,
      },
    ],
    ...(muted.length > 0 && { lead: muted.map((one) => `Muted: ${muteWords(one)}.`).join(' ') }),
    next: watches.some(({ row }) => row.paused !== null)
      ? watches
          .filter(({ row }) => row.paused !== null)
          .slice(0, 3)
          .map(({ row }) => `cox watch resume ${row.id}`)
      : [`cox watch test ${first.row.id}`],
  }
}
