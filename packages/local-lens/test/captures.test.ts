import { request } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { keys, startLens } from '../src/index.ts'
import { type Capture, captures } from './captures.ts'
import { differencesBetween } from './shape.ts'

/** Whose key each request was sent with that isn't that of somebody who may do everything. */
const senders: readonly (readonly [name: RegExp, key: keyof typeof keys])[] = [
  [/invalid-token|wrong-signature/, 'bad'],
  [/expired/, 'expired'],
  [/scope-data-missing|graphql-scope-without-data/, 'half'],
  [/scope-meta-missing|scope-none/, 'nobody'],
  [/scope-graphql-missing/, 'reader'],
  [/rls-city/, 'oslo'],
]

/** What is not replayed, and why. */
const unasked: readonly (readonly [name: RegExp, why: string])[] = [
  [/^meta-extended$/, 'the bot never asks for the SQL of members'],
  [/^load-(multi|comparedaterange)$/, 'the bot never sends several queries at once'],
  [/^(dry-run|readyz)$/, 'the bot never asks for it'],
  [/^big-invalid-json$/, 'the body was not recorded'],
]

/** What differs on purpose, and why. */
const known: Readonly<Record<string, string>> = {
  'post-bad-json': 'the sentence is that of another version of Node',
  'sql-post': 'it says what Cube works with inside, which nobody reads',
  'sql-get': 'the same',
}

const all = captures()
const asked = all.filter(({ name }) => !unasked.some(([names]) => names.test(name)))

const sent = (origin: string, { name, request: { method, path, headers, body } }: Capture) =>
  new Promise<{ readonly status: number; readonly type: string; readonly text: string }>((resolve, reject) => {
    const key = keys[senders.find(([names]) => names.test(name))?.[1] ?? 'admin']
    const own = Object.fromEntries(
      Object.entries(headers).map(([header, value]) => [header, value.replace(/<JWT>|not-a-jwt/, key)]),
    )
    const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) }
    const going = request(origin + path, { method, headers: { ...own, ...length } }, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const type = (response.headers['content-type'] ?? '').split(';')[0] ?? ''
      resolve({ status: response.statusCode ?? 0, type, text: Buffer.concat(chunks).toString('utf8') })
    })
    going.on('error', reject)
    going.end(body)
  })

const wrongIn = (
  { response }: Capture,
  { status, type, text }: Awaited<ReturnType<typeof sent>>,
): readonly string[] => {
  if (status !== response.status) return [`status ${status}, not ${response.status}`]
  if (type !== response.type) return [`type ${type}, not ${response.type}`]
  if (type !== 'application/json') return text.trim() === response.body.trim() ? [] : [`${text}, not ${response.body}`]
  const [theirs, ours] = [JSON.parse(response.body), JSON.parse(text)]
  const said = (body: { error?: string; errors?: { message: string }[] }) => body.error ?? body.errors?.[0]?.message
  const wording = said(theirs) === said(ours) ? [] : [`says ${said(ours)}, not ${said(theirs)}`]
  return [...wording, ...differencesBetween(theirs, ours)]
}

test.skipIf(all.length === 0)('answers as Cube 0.35.81 did, except where it differs on purpose', async () => {
  const clock = { now: Date.parse('2026-11-20T23:46:29Z') }
  const lens = await startLens({ flavor: 'cube', now: () => clock.now })
  onTestFinished(() => lens.close())
  lens.state.hold = 0
  const origin = new URL(lens.url).origin
  const different: string[] = []
  for (const capture of asked) {
    // The third request came after the query was done.
    if (capture.name === 'continue-wait-3') clock.now += 14_000
    if (capture.name === 'graphql-continue-wait') lens.state.runs = []
    lens.faults.brokenScopes = capture.name === 'scope-bogus-config'
    const wrong = wrongIn(capture, await sent(origin, capture))
    if (wrong.length > 0) different.push(`${capture.number} ${capture.name}: ${wrong.join('; ')}`)
  }
  const unknown = different.filter((one) => !Object.keys(known).some((name) => one.includes(` ${name}: `)))
  console.log(
    `Cube 0.35.81: ${asked.length - different.length} of ${asked.length} recorded exchanges agree, ` +
      `${different.length - unknown.length} differ on purpose, ${all.length - asked.length} are not replayed`,
  )
  expect(unknown).toEqual([])
  expect(different.length - unknown.length).toBe(Object.keys(known).length)
})

test('each pattern fits a capture', () => {
  const patterns = [...senders, ...unasked].map(([names]) => names)
  expect(all.length === 0 ? [] : patterns.filter((names) => !all.some(({ name }) => names.test(name)))).toEqual([])
})

test('the check is able to fail', () => {
  const recorded = { a: 1, b: ['x'], c: { d: null } }
  expect(differencesBetween(recorded, { a: 2, b: ['y', 'z'], c: { d: null } })).toEqual([])
  expect(differencesBetween(recorded, { a: '1', b: [], c: {}, e: 0 })).toEqual([
    'too much: .e',
    '.a is string, not number',
    'no .c.d',
  ])
})
