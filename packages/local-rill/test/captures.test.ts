import { afterAll, beforeAll, expect, test } from 'vitest'
import { startRill } from '../src/index.ts'
import { type Capture, captures } from './captures.ts'
import { known, unasked } from './known.ts'
import { prepared } from './prepared.ts'
import { type Ours, replay, type Servers } from './replay.ts'

let servers: Servers
beforeAll(async () => {
  servers = { cloud: await startRill(), local: await startRill({ half: 'local' }) }
})
afterAll(() => Promise.all([servers.cloud.close(), servers.local.close()]))

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What an answer is made of: the keys of an object, the columns of rows and how many there are, the text of a line. */
const formOf = (body: string): string => {
  const value = jsonOf(body)
  if (Array.isArray(value)) return `${value.length} rows of ${Object.keys(value[0] ?? {}).join(' ')}`
  return typeof value === 'object' && value !== null ? Object.keys(value).join(' ') : body.trim().slice(0, 60)
}

/** How ours differs from what was recorded. */
const differences = ({ response }: Capture, ours: Ours): string[] => {
  const wrong: string[] = []
  if (ours.status !== response.status)
    wrong.push(`status ${ours.status}, not ${response.status}: ${ours.body.slice(0, 160)}`)
  if (ours.type !== response.type) wrong.push(`type ${ours.type}, not ${response.type}`)
  const [theirs, mine] = [formOf(response.body), formOf(ours.body)]
  if (wrong.length === 0 && !response.cut && theirs !== mine) wrong.push(`${mine}, not ${theirs}`)
  return wrong
}

test('the local Rill answers as the real one did, except where it differs on purpose', async () => {
  const all = captures()
  const asked = all.filter(({ number }) => !unasked.some(([numbers]) => numbers.test(number)))
  const different: string[] = []
  for (const capture of asked) {
    prepared(servers, capture)
    const wrong = differences(capture, await replay(servers, capture))
    if (wrong.length > 0) different.push(`${capture.number} ${capture.name}: ${wrong.join('; ')}`)
  }
  const numberIn = (line: string) => line.slice(0, 3)
  console.log(
    `Rill v0.88.4: ${asked.length - different.length} of ${asked.length} recorded exchanges agree, ` +
      `${Object.keys(known).length} differ on purpose, ${all.length - asked.length} are not replayed`,
  )
  expect(different.filter((line) => known[numberIn(line)] === undefined)).toEqual([])
  if (all.length > 0)
    expect(Object.keys(known).filter((one) => !different.some((line) => numberIn(line) === one))).toEqual([])
})
