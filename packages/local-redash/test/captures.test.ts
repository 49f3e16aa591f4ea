import { afterAll, describe, expect, test } from 'vitest'
import { versions } from '../src/index.ts'
import type { Capture } from './captures.ts'
import { known, unasked } from './known.ts'
import { prepared } from './prepared.ts'
import { ours, Replay, type Replayed } from './replay.ts'
import { differencesBetween, recordedJson } from './shape.ts'

/** How the server of some captures was set up. */
const setUp = ({ name }: Capture) =>
  /^csrf-/.test(name) ? 'csrf' : /^multi-org-/.test(name) ? 'organization' : 'usual'

describe.for(versions)('Redash %s', (version) => {
  const all = ours(version)
  const asked = all.filter(({ name }) => !unasked.some(([names]) => names.test(name)))
  const open: Replay[] = []
  afterAll(async () => {
    for (const { redash } of open) await redash.close()
  })
  const start = async (more: Parameters<typeof Replay.start>[1]) => {
    const replay = await Replay.start(version, more)
    open.push(replay)
    return replay
  }
  const nameIn = ({ capture: { name } }: Replayed) =>
    Object.hasOwn(known, `${version} ${name}`) ? `${version} ${name}` : Object.hasOwn(known, name) ? name : undefined

  test.skipIf(all.length === 0)('answers as the real one did, except where it differs on purpose', async () => {
    const servers = {
      usual: await start({}),
      csrf: await start({ csrf: true }),
      organization: await start({ organization: 'default' }),
    }
    const replayed: Replayed[] = []
    for (const capture of asked) {
      const server = servers[setUp(capture)]
      await prepared(server, capture)
      replayed.push(await server.replay(capture))
    }
    const different = replayed.filter(({ wrong }) => wrong.length > 0)
    const said = different.flatMap((one) => nameIn(one) ?? [])
    console.log(
      `Redash ${version}: ${replayed.length - different.length} of ${replayed.length} recorded exchanges agree, ` +
        `${said.length} differ on purpose, ${all.length - asked.length} are not replayed`,
    )
    const unknown = different.filter((one) => !nameIn(one))
    expect(unknown.map(({ capture, wrong }) => `${capture.number} ${capture.name}: ${wrong.join('; ')}`)).toEqual([])
    const here = Object.keys(known).filter((name) => !/^\d/.test(name) || name.startsWith(version))
    expect(here.filter((name) => !said.includes(name))).toEqual([])
  })
})

test('each pattern of what is not replayed fits a capture', () => {
  const all = versions.flatMap(ours)
  expect(all.length === 0 ? [] : unasked.filter(([names]) => !all.some(({ name }) => names.test(name)))).toEqual([])
})

test('the check is able to fail', () => {
  const recorded = { id: 1, is_draft: true, tags: ['a'], user: { name: 'Ada' }, widgets: [{ id: 1, text: '' }] }
  const wrong = (ours: object, cut = false) => differencesBetween(recorded, { ...recorded, ...ours }, cut)
  expect(wrong({})).toEqual([])
  expect(wrong({ id: 2, tags: ['b', 'c'], widgets: [] })).toEqual([])
  expect(wrong({ id: 'one' })).toEqual(['.id is string, not number'])
  expect(wrong({ is_draft: false })).toEqual(['.is_draft is false, not true'])
  expect(wrong({ user: {} })).toEqual(['no .user.name'])
  expect(wrong({ widgets: [{ id: 1, text: '', width: 2 }] })).toEqual(['too much: .widgets[].width'])
  expect(wrong({ widgets: [{ id: 1, text: '', width: 2 }] }, true)).toEqual([])
  expect(recordedJson('{"a": [1, 2, {"b": "x, y", "c": tru')).toEqual({ a: [1, 2, { b: 'x, y' }] })
})
