import { clausesText } from '../../src/command/clauses/clauses-text.ts'
import { queryOf } from '../../src/command/clauses/query-of.ts'
import type { Command } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { SystemError, UserError } from '../../src/errors.ts'
import type { Message, Tone } from '../../src/message/message.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { toText } from '../../src/message/text.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { BlockActions, SlashCommand as CommandPayload, Event, Submission } from '../../src/slack/payload.ts'
import { replyRouteOf } from '../../src/slack/reply-route.ts'
import { lineIn, lineOf, typedIn } from '../../src/slack/typed.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { aboutOf, askedThrough, proposalsIn, rudder } from '../../src/systems/rudder/index.ts'
import { ChangeRequest } from '../../src/systems/rudder/shapes/request.ts'
import { scrub } from '../../src/systems/scrub.ts'
import { createSplitter } from '../../src/systems/splitter.ts'
import { fitWhen } from '../../src/watch/condition/fit.ts'
import { splitWatch } from '../../src/watch/line/split-line.ts'
import { watchText } from '../../src/watch/line/watch-text.ts'
import { hardText, type Random } from './random.ts'

/** Makes one input, and gives the work that is measured. */
export type Target = (random: Random) => () => void

const words = { own: 'cox', prefix: '' }
const longestText = 40_000

/** Only these may come of what others wrote. */
const expecting = (work: () => void, ...expected: readonly (new (...given: never[]) => Error)[]): void => {
  try {
    work()
  } catch (error) {
    if (!expected.some((one) => error instanceof one)) throw error
  }
}

const lines =
  (commands: readonly Command[]): Target =>
  (random) => {
    const text = hardText(random, longestText)
    const known = { connections: ['rudder/prod', 'rudder/staging'] }
    return () => {
      const { line, tooLong } = typedIn(text, (names) => lineIn(text, 'U0BOT', words, names))
      if (tooLong === undefined) expecting(() => parseLine(commands, line, known), UserError)
    }
  }

/** A JSON value of texts, numbers, lists and objects, whose keys are those that are looked for. */
const jsonOf = (random: Random, keys: readonly string[], depth: number, most: number): unknown => {
  const kind = random.below(depth > 0 ? 8 : 5)
  if (kind < 3) return hardText(random, most)
  if (kind < 5) return random.pick([null, true, 0, -1.5, 1e21, '', []])
  const size = 1 + random.below(4)
  if (kind === 5) return Array.from({ length: size }, () => jsonOf(random, keys, depth - 1, most))
  return Object.fromEntries(
    Array.from({ length: 2 * size }, () => [random.pick(keys), jsonOf(random, keys, depth - 1, most)]),
  )
}

const pieces = ['orders.count', 'by', 'a.', '"', '“', 'last 1', 'where', 'in (', ',', '=', 'and', 'per', '2026-11', 'status'] // biome-ignore format: one list

/** The clauses of a query, over members whose names are hard text too. */
const clauses: Target = (random) => {
  const kinds = ['measure', 'dimension', 'segment'] as const
  const names = many(random, 5_000, () => hardText(random, 60))
  const members = ['orders.count', 'status', ...names].map((name, at) => ({ name, kind: kinds[at % 3] ?? 'measure' }))
  const text = random.below(2) === 0 ? `status by ${hardText(random, longestText)}` : many(random, 8_000, () => random.pick(pieces)).join(' ') // biome-ignore format: one choice
  return () => expecting(() => clausesText(queryOf(text, members)), UserError)
}

const watchPieces = ['every', '5m', 'when', 'failing', '>', '10', 'and', '(', ')', 'for 1h', 'until', 'at 9:00', 'on', 'max of', '"a b"', '“'] // biome-ignore format: one list
const figures = { facts: { failing: 'count', compliance: 'percent' }, table: true } as const

/** What follows `watch`. */
const watches: Target = (random) => {
  const text = random.below(2) === 0 ? hardText(random, 4_000) : many(random, 1_500, () => random.pick(watchPieces)).join(' ') // biome-ignore format: one choice
  return () =>
    expecting(() => {
      const { watch } = splitWatch(`compliance ${text} every 5m`)
      if (watch.posts !== undefined && watch.posts !== 'changes') fitWhen(watch.posts.when, figures)
      watchText(watch)
    }, UserError)
}

const slackKeys = [
  'type',
  'event',
  'text',
  'user',
  'channel',
  'actions',
  'value',
  'view',
  'state',
  'team',
  'blocks',
  'ts',
]

const payloads: Target = (random) => {
  const text = hardText(random, longestText)
  const ids = { team_id: 'T', user_id: 'U', channel_id: 'C', trigger_id: 't', api_app_id: 'A', event_id: 'E' }
  const press = { team: { id: 'T' }, user: { id: 'U' }, container: {}, actions: [{ action_id: text, value: text }] }
  const event = { type: 'message', user: 'U', channel: text.slice(0, 20), ts: '1', text }
  const whole = random.pick([
    { ...ids, command: '/rudder', text },
    { ...ids, type: 'event_callback', event },
    { ...ids, type: 'block_actions', ...press },
    { ...ids, type: 'view_submission', ...press, view: jsonOf(random, slackKeys, 4, longestText) },
  ])
  const body = JSON.stringify({ ...whole, ...(random.below(2) === 0 && Object(jsonOf(random, slackKeys, 3, 5_000))) })
  return () => {
    const payload: unknown = JSON.parse(body)
    const command = CommandPayload.safeParse(payload)
    const come = Event.safeParse(payload)
    const pressed = BlockActions.safeParse(payload)
    const submitted = Submission.safeParse(payload)
    if (command.success) {
      replyRouteOf.command(command.data)
      typedIn(command.data.text, (names) => lineOf(command.data.command, command.data.text, words, names))
    }
    if (come.success) {
      replyRouteOf.event(come.data)
      typedIn(come.data.event.text, (names) => lineIn(come.data.event.text, 'U0BOT', words, names))
    }
    if (pressed.success) replyRouteOf.press(pressed.data)
    if (submitted.success) replyRouteOf.submission(submitted.data)
  }
}

const bodyKeys = ['result', 'data', 'errorDetails', 'action', 'id', 'displayName', 'description', 'rules', 'change', 'name', 'token'] // biome-ignore format: one list
const operations = Object.values(rudder.operations as Readonly<Record<string, Operation>>)

const bodies: Target = (random) => {
  const operation = random.pick(operations)
  const said = hardText(random, longestText)
  const request = { id: 1, displayName: `Coxswain ${said.slice(0, 20)}`, status: 'Deployed', description: said }
  const whole = random.pick<unknown>([
    { action: 'x', result: 'error', errorDetails: said },
    { result: 'success', data: jsonOf(random, bodyKeys, 5, 5_000) },
    { result: 'success', data: { rules: [{ id: said }, jsonOf(random, bodyKeys, 4, 5_000)] } },
    jsonOf(random, bodyKeys, 5, longestText),
  ])
  const text = random.below(4) === 0 ? said : JSON.stringify(whole)
  const status = random.pick([200, 401, 403, 404, 500, 503])
  const changes = jsonOf(random, [...bodyKeys, 'groups', 'directives', 'parameters'], 4, 5_000)
  return () => {
    const answer = { path: '/api/rules', status, headers: {}, type: 'application/json', text, ended: true }
    expecting(() => {
      const data = rudder.protocol.data('rudder/prod', operation, answer)
      operation.shape.output?.safeParse(scrub(data))
    }, SystemError)
    expecting(() => {
      const splitter = createSplitter('data.rules', 100_000)
      for (const _ of splitter.push(Buffer.from(text)));
      splitter.end()
    }, Error)
    const read = ChangeRequest.safeParse(scrub({ ...request, changes }))
    if (!read.success) return
    askedThrough(read.data)
    askedThrough({ displayName: 'Coxswain X', description: `${said}; Coxswain X` })
    proposalsIn(read.data)
    aboutOf(read.data)
  }
}

const many = <T>(random: Random, most: number, one: () => T): readonly T[] => {
  const some = [one(), one()]
  const length = random.pick([0, 1, 3, random.below(100), random.below(most)])
  return Array.from({ length }, (_, at) => some[at % 2] as T)
}

const tones: readonly Tone[] = ['answer', 'help', 'error', 'waiting', 'applied', 'refused', 'stale']

const rendering: Target = (random) => {
  const text = () => hardText(random, random.below(50) === 0 ? 1_000_000 : 2_000)
  const most = random.below(20) === 0 ? 100_000 : 1_000
  const columns = many(random, 40, () => ({ label: text() }))
  const row = columns.map((_, at) => (at % 3 === 0 ? at : text()))
  const message: Message = {
    tone: random.pick(tones),
    title: text(),
    asked: { by: text(), line: text() },
    lead: text(),
    fields: many(random, most, () => ({ label: text(), value: text() })),
    diff: many(random, most, () => ({ field: text(), before: text(), after: text() })),
    lists: many(random, 20, () => ({
      title: text(),
      items: many(random, most, () => ({ name: text(), text: text() })),
    })),
    table: { columns, rows: many(random, most, () => row), total: 7 },
    output: many(random, most, text),
    notes: many(random, most, text),
    next: many(random, most, text),
    provenance: { readAt: random.below(10 ** 12), source: text(), link: `https://x.example/${text()}` },
  }
  return random.pick([
    () => void toBlocks(message, { id: 'p:1', run: 'r' }),
    () => void toTerminal(message, { width: 80 }),
    () => void toText(message),
  ])
}

/** Everything that reads what others wrote, by name. */
export const targetsOf = (commands: readonly Command[]): readonly (readonly [string, Target])[] => [
  ['lines', lines(commands)],
  ['clauses', clauses],
  ['watches', watches],
  ['payloads', payloads],
  ['bodies', bodies],
  ['rendering', rendering],
]
