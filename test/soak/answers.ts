import type { Message } from 'local-slack'
import type { Context } from '../../src/run/context.ts'
import type { Town } from '../bench/town.ts'
import type { Verdict } from './verdict.ts'

/** A line that Slack handed over and that was acknowledged. */
interface Line {
  readonly user: string
  readonly channel: string
  /** As the answer repeats it: without mention and slash. */
  readonly text: string
  /** Milliseconds since 1970, to the second. */
  readonly at: number
}

// What a person is told where the answer itself cannot be given, or nothing was run, names no line; of a press they say other things.
const instead = /^(Error|Refused):/
const ofPress = /does not count|button|You may read rules|Only who asked|Somebody else/
/** How long after its line its answer comes at the latest, in milliseconds; what comes later is of another line. */
const latestMs = 150_000

const bare = (text: string): string =>
  text
    .replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, '')
    .trim()
    .replace(/^\//, '')

/** Every line that was acknowledged, each once however often it came, oldest first. */
const acknowledged = ({ slack }: Town): Line[] => {
  const people = new Set(Object.values(slack.users))
  const lines = new Map<string, Line>()
  for (const { kind, status, body, headers } of slack.deliveries) {
    if (status !== 200) continue
    const at = Number(headers['x-slack-request-timestamp']) * 1000
    if (kind === 'command') {
      const {
        command = '',
        text = '',
        user_id: user = '',
        channel_id: channel = '',
        trigger_id: id = '',
      } = Object.fromEntries(new URLSearchParams(body))
      if (!lines.has(id)) lines.set(id, { user, channel, text: bare(`${command} ${text}`), at })
    }
    if (kind !== 'event') continue
    const { event, event_id: id } = JSON.parse(body)
    const isTyped = people.has(event?.user) && event.bot_id === undefined && event.subtype === undefined
    if (isTyped && !lines.has(id))
      lines.set(id, { user: event.user, channel: event.channel, text: bare(event.text), at })
  }
  return [...lines.values()].sort((a, b) => a.at - b.at)
}

/** Who asked, and the line, as the first block of an answer says. */
const askedIn = ({ blocks = [] }: Message): { readonly user: string; readonly text: string } | undefined => {
  const [first] = blocks as readonly { elements?: readonly { elements?: readonly Record<string, unknown>[] }[] }[]
  const parts = first?.elements?.[0]?.elements ?? []
  const user = parts.find(({ type }) => type === 'user')?.user_id
  const code = parts.find(({ style }) => (style as { code?: boolean } | undefined)?.code)?.text
  return typeof user === 'string' && typeof code === 'string' ? { user, text: bare(code) } : undefined
}

interface Told {
  readonly at: number
  readonly user: string
  /** Undefined for what stands in the place of an answer. */
  readonly text: string | undefined
}

/** Everything that answers somebody, where that person sees it. */
const answersTo = ({ slack }: Town, users: ReadonlySet<string>): Told[] => {
  const rooms = [...Object.keys(slack.channels), ...['ana', 'marc', 'rita'].map(slack.direct)]
  return [...users].flatMap((user) => {
    const seen = rooms.flatMap((room) => slack.seen(room, user)).filter((one) => one.user === slack.ids.botUser)
    return seen.flatMap((message): Told[] => {
      const at = Number(message.ts) * 1000
      const asked = askedIn(message)
      if (asked) return asked.user === user ? [{ at, user, text: asked.text }] : []
      const isTheirs = message.onlyFor === user || message.channel.startsWith('D')
      return isTheirs && instead.test(message.text) && !ofPress.test(message.text)
        ? [{ at, user, text: undefined }]
        : []
    })
  })
}

/** Each line that was acknowledged has an answer that its person sees, or a clear word that there is none. */
export const checkAnswers = async (
  town: Town,
  { store: { db } }: Pick<Context, 'store'>,
  kills: readonly number[],
): Promise<Verdict> => {
  const lines = acknowledged(town)
  const told = answersTo(town, new Set(lines.map(({ user }) => user))).sort((a, b) => a.at - b.at)
  const used = new Set<Told>()
  // Most come at once: what is near belongs together before what is far. The time of a request is cut to the second.
  const unmatched = (some: readonly Line[], textOf: (line: Line) => string | undefined): readonly Line[] =>
    [3_000, 20_000, latestMs].reduce(
      (left, withinMs) =>
        left.filter((line) => {
          const isOf = (one: Told) => one.user === line.user && one.text === textOf(line)
          const found = told.find(
            (one) => isOf(one) && !used.has(one) && one.at >= line.at && one.at < line.at + withinMs,
          )
          if (found) used.add(found)
          return found === undefined
        }),
      some,
    )
  const unanswered = unmatched(lines, ({ text }) => text)
  const lost = unmatched(unanswered, () => undefined)
  /** What is on the record of it, for whoever looks for the reason. */
  const traceOf = async ({ text, at }: Line): Promise<string> => {
    const runs = await db.selectFrom('runs').selectAll().where('started_at', '>=', at).orderBy('started_at').execute()
    const run = runs.find(({ line, started_at: started }) => bare(line) === text && started < at + 120_000)
    if (!run) return 'no run'
    const posts = await db.selectFrom('posts').selectAll().where('run', '=', run.id).execute()
    const shown = posts.map(
      ({ id, channel, fate, ts }) => `${id === run.id ? 'post' : id} in ${channel}: ${fate}, ${ts ?? 'nowhere'}`,
    )
    return `run ${run.ending}${shown.length === 0 ? ', no post' : `, ${shown.join(', ')}`}`
  }
  const beforeKill = (at: number) => kills.some((kill) => kill - at > -1_000 && kill - at < 3_000)
  return {
    what: 'no lost answer',
    found: `${lines.length} lines acknowledged, ${lines.length - unanswered.length} answered, ${unanswered.length - lost.length} told why not, ${lost.length} lost`,
    wrong: await Promise.all(
      lost.map(async (line) => {
        const killed = beforeKill(line.at) ? ', within 3 s before a kill' : ''
        return `${new Date(line.at).toISOString()} ${line.user} in ${line.channel}: ${line.text} (${await traceOf(line)}${killed})`
      }),
    ),
  }
}
