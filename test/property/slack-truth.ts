import { isDeepStrictEqual } from 'node:util'
import type { Message as Seen } from 'local-slack'
import type { Message } from '../../src/message/message.ts'
import { mayBeTwice } from '../../src/outbox/delivery.ts'
import { resultOf } from '../../src/run/result.ts'
import { presentReply } from '../../src/run/settle.ts'
import { createRender } from '../../src/slack/render.ts'
import type { Post } from '../../src/store/posts.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import { type Ledger, must, readLedger } from './ledger.ts'
import { checkRecord } from './record.ts'
import { withoutLate } from './slack-late.ts'
import type { Office } from './slack-office.ts'
import { copyTs } from './slack-play.ts'
import type { Stage } from './stage.ts'
import { isFor, isWritten } from './wishes.ts'

const notWritten = ['stale', 'expired', 'cancelled', 'refused', 'failed']
const repeated = "May be a repeat: I don't know whether this arrived before. This one is kept up to date."

/** Words and buttons of a message, whatever the version of its blocks. */
const wordsOf = (blocks: readonly object[]) => blocks.map((block) => ({ ...block, block_id: '' }))

/** At most one write for each proposal, the one that was confirmed, and none where none is said. */
const checkWrites = (stage: Stage, proposals: readonly Proposal[]): void => {
  const writes = stage.rudder.requests.filter(isWritten)
  const ids = writes.map(({ path }) => /changeRequestName=Coxswain(?:%20|\+)(\w{26})/.exec(path)?.[1])
  must(new Set(ids).size === ids.length, `two writes for one proposal: ${ids}`)
  for (const [n, write] of writes.entries()) {
    const row = proposals.find(({ id }) => id === ids[n])
    must(row, `a write that nobody asked for: ${write.path}`)
    must(isFor(row, write), `not the call of ${row.id}: ${write.method} ${write.path}`)
    const what = `${row.id} is ${row.outcome}, and it was sent`
    must(row.outcome === 'failed' ? !write.accepted : !notWritten.includes(row.outcome ?? ''), what)
  }
  for (const row of proposals) {
    if (resultOf(row).proof !== 'answered') continue
    must(ids.includes(row.id), `${row.id} is ${row.outcome}, and it was never sent`)
  }
}

/** What is seen in Slack is what the row says now. */
const checkShown = async (office: Office, post: Post, row: Proposal | undefined, seen: readonly Seen[]) => {
  const found = seen.filter(({ ts, channel }) => ts === post.ts && channel === post.place)
  must(found.length === 1, `post ${post.id} is not where it was put`)
  const [message] = found as [Seen]
  const { context } = office
  // Whether it can be undone is a matter of time: it is shown as of its decision.
  const clock = { ...context.world.clock, now: () => row?.decided_at ?? context.world.clock.now() }
  const world = { ...context.world, clock }
  const said = row
    ? (await presentReply({ ...context, world }, row.id)).message
    : (JSON.parse(post.message ?? '{}') as Message)
  const told = post.repeats === null ? said : { ...said, notes: [repeated, ...(said.notes ?? [])] }
  const draw = createRender({ own: 'cox', prefix: '' }, () => ({
    url: new URL('/', office.slack.apiUrl).href,
    name: 'coxswain',
  }))
  const inThread = post.thread !== null
  const drawn = draw(told, { id: 'any', inThread, ...(post.run !== null && { run: post.run }) })
  must(message.text.trim() === drawn.text.trim(), `shown: ${message.text}\nbut true is: ${drawn.text}`)
  const same = isDeepStrictEqual(wordsOf(withoutLate(message, post.created_at)), wordsOf(drawn.blocks))
  must(same, `other blocks: ${JSON.stringify(message.blocks)}\nnot ${JSON.stringify(drawn.blocks)}`)
}

/** No post was taken by Slack twice, but for an answer that only one person sees. */
const checkOnce = ({ slack }: Office, posts: readonly Post[]): void => {
  const done = slack.calls.filter(
    ({ method, answered }) => method === 'chat.postMessage' && /^(ok|lost)$/.test(answered),
  )
  const ids = done.flatMap(({ args }) => {
    const [block] = args.blocks as readonly { block_id: string }[]
    return block?.block_id.split(':').slice(0, -2).join(':') ?? []
  })
  const once = new Set(posts.filter((post) => !mayBeTwice(post)).map(({ id }) => id))
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at && once.has(id))
  must(twice.length === 0, `posted twice: ${twice}`)
}

/** What every line that was typed is known by when it comes again. */
const linesOf = ({ slack }: Office): readonly string[] => [
  ...new Set(
    slack.deliveries.flatMap(({ kind, body }) => {
      if (kind === 'command') return `trigger:${new URLSearchParams(body).get('trigger_id')}`
      return kind === 'event' ? `event:${JSON.parse(body).event_id}` : []
    }),
  ),
]

/** Each delivery that was accepted had its one effect, however often it came. */
const checkDeliveries = (office: Office): number => {
  const accepted = office.slack.deliveries.filter(({ status }) => status === 200)
  const unique = (kind: string) => [...new Set(accepted.filter((one) => one.kind === kind).map(({ body }) => body))]
  const people = new Set(Object.values(office.slack.users))
  const told = unique('event').filter((body) => {
    const { event } = JSON.parse(body)
    return people.has(event.user) && event.bot_id === undefined && event.subtype === undefined
  })
  const lines = unique('command').length + told.length
  const answered = office.counted('commands').length
  const all = office.killed() === 0
  must(all ? answered === lines : answered <= lines, `${lines} lines were typed, and ${answered} were run`)
  const presses = unique('action').length
  const pressed = office.counted('presses').length
  must(all ? pressed === presses : pressed <= presses, `${presses} presses, and ${pressed} had an effect`)
  return lines
}

/** Whoever counts has pressed, on the message itself. */
const checkVotes = ({ slack }: Office, votes: Ledger['votes']): void => {
  const presses = slack.deliveries
    .filter(({ kind, status }) => kind === 'action' && status === 200)
    .map(({ body }) => JSON.parse(new URLSearchParams(body).get('payload') ?? ''))
  for (const { proposal, principal } of votes) {
    const did = presses.some(
      ({ actions: [{ value }], user, container }) =>
        value === proposal && principal.includes(user.id) && container.message_ts !== copyTs,
    )
    must(did, `a vote on ${proposal} without a press: ${principal}`)
  }
}

/** What may be logged as an error while Rudder and Slack misbehave; anything else is a bug of ours. */
const expected = ['sweep', 'post.lost', 'outbox.lost', 'outbox.plain']

const checkLog = (office: Office): void => {
  const errors = office.logged().filter(({ level, event }) => level === 'error' && !expected.includes(event))
  must(
    errors.length === 0,
    errors.map(({ event, fields, error }) => `${event} ${JSON.stringify(fields)} ${error}`).join('\n'),
  )
}

/** The end of a run: compares Slack, the record, Rudder and the log; gives the outcomes. Throws at the first lie. */
export const checkTruth = async (office: Office, stage: Stage): Promise<readonly string[]> => {
  checkLog(office)
  const { store } = office.context
  const keys = new Set((await store.db.selectFrom('deliveries').select('key').execute()).map(({ key }) => key))
  const ledger = await readLedger(store)
  checkRecord(ledger)
  must((await store.audit.verify()).ok, 'the audit chain is broken')
  checkWrites(stage, ledger.proposals)
  const lines = checkDeliveries(office)
  checkVotes(office, ledger.votes)
  const runs = await store.db.selectFrom('runs').selectAll().execute()
  const refused = office.counted('commands').filter((one) => JSON.stringify(one).includes('"refused"')).length
  const admitted = linesOf(office).filter((key) => keys.has(key)).length
  must(admitted <= runs.length + refused, `${admitted} lines were taken, and ${runs.length} runs are stored`)
  must(runs.length <= lines, `${lines} lines were typed, and ${runs.length} runs are stored`)
  must(
    runs.every(({ ending }) => ending !== null),
    'a run never ended',
  )
  const posts = await store.db.selectFrom('posts').selectAll().execute()
  checkOnce(office, posts)
  const { slack } = office
  const seen = [...new Set([...Object.values(slack.channels), ...['ana', 'marc', 'rita'].map(slack.direct)])].flatMap(
    (room) => slack.seen(room),
  )
  for (const post of posts) {
    must(post.untold === null, `${post.id} is lost, and nobody was told`)
    if (post.fate !== 'open') {
      const isDirect = /^[UD]/.test(post.channel)
      must(
        isDirect || posts.some(({ id }) => id.startsWith(`${post.id}:lost:`)),
        `${post.id} is ${post.fate}, and nobody was told`,
      )
      continue
    }
    must(post.ts !== null && post.shown >= post.wanted, `${post.id} is not in Slack as it should be`)
    const row = ledger.proposals.find(({ id }) => id === post.proposal)
    await checkShown(office, post, row, seen)
  }
  for (const { id, stage: at, outcome } of ledger.proposals) {
    must(at === 'done', `${id} is still ${at}`)
    must(
      posts.some(({ proposal }) => proposal === id),
      `${id} (${outcome}) is nowhere in Slack`,
    )
  }
  return ledger.proposals.map(({ outcome }) => outcome ?? '')
}
