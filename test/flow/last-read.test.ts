import type { LocalRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import type { Principal } from '../../src/policy/person.ts'
import { startFront } from '../proxy.ts'
import { certificate, openssl } from '../tls.ts'
import { ruleOf, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

const disable = 'rudder rule disable SSH hardening'
const assign = 'rudder rule assign SSH banner to Edge kiosk'

const directiveId = ({ state }: LocalRudder, name: string): string =>
  state.directives.find(({ displayName }) => displayName === name)?.id ?? ''

/** What an admin does in Rudder's own pages: the list that is to be written has one more. */
const byAdmin = (rudder: LocalRudder) => ruleOf(rudder, 'Edge kiosk').directives.push(directiveId(rudder, 'JVM'))

/** Calls back as a request comes in, before it is answered; nothing goes wrong with it. */
const onRequest = (rudder: LocalRudder, seen: (method: string, path: string) => void): void => {
  Object.assign(rudder.faults, {
    slow: 1,
    only: (method: string, path: string) => {
      seen(method, path)
      return false
    },
  })
}

onSqlite((engine) => {
  describe('an admin changes the object between the question and the request', () => {
    test('while `GET /nodes` takes 8 s: the change is not overwritten', async () => {
      const { rudder, world, propose, confirm, shown } = await startScene(engine)
      const proposal = await propose(assign)
      let once = true
      onRequest(rudder, (_, path) => {
        if (!path.includes('/nodes?') || !once) return
        once = false
        void world.advance(8_000)
        byAdmin(rudder)
      })
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(rudder.writes()).toHaveLength(0)
      expect(ruleOf(rudder, 'Edge kiosk').directives).toContain(directiveId(rudder, 'JVM'))
      expect((await shown(successor)).message.diff?.[0]?.before).toContain('JVM')
      expect((await confirm(successor)).message.tone).toBe('applied')
      expect(ruleOf(rudder, 'Edge kiosk').directives).toHaveLength(3)
    })

    test('while Slack takes 6 s to say who somebody is: nothing is sent', async () => {
      let asked = (): void => {}
      const people = {
        fresh: async (principal: Principal) => {
          asked()
          return principal
        },
      }
      const { rudder, world, propose, confirm } = await startScene(engine, { people })
      const proposal = await propose(assign)
      let calls = 0
      asked = () => {
        calls += 1
        void world.advance(6_000)
        if (calls === 2) byAdmin(rudder)
      }
      const { message } = await confirm(proposal)
      expect(calls).toBe(2)
      expect(message.tone).toBe('stale')
      expect(rudder.writes()).toHaveLength(0)
    })

    test('nobody is asked about after the object was read', async () => {
      const order: string[] = []
      const people = {
        fresh: async (principal: Principal) => {
          order.push('who')
          return principal
        },
      }
      const { rudder, propose, confirm } = await startScene(engine, { people })
      const proposal = await propose(disable)
      order.length = 0
      onRequest(rudder, (method, path) => void order.push(`${method} ${path.replace(/\?.*|.*\/api/g, '')}`))
      await confirm(proposal)
      const [id] = [ruleOf(rudder, 'SSH hardening').id]
      expect(order.lastIndexOf('who')).toBeLessThan(order.indexOf(`GET /rules/${id}`))
      expect(order.slice(order.findIndex((one) => one.startsWith('POST')) - 1).map((one) => one.split('?')[0])).toEqual(
        [`GET /rules/${id}`, `POST /rules/${id}`, `GET /rules/${id}`],
      )
    })

    test('after the claim: the claim ends as not sent, on the record, and the new difference is shown', async () => {
      const { rudder, world, propose, confirm, shown, row, acts } = await startScene(engine)
      const proposal = await propose(assign)
      world.steps.set('reread:before', () => void byAdmin(rudder))
      const { message, successor, ending } = await confirm(proposal)
      expect(message.lead).toBe(
        'It was changed just before the request. Nothing was sent. Below is how it would be now.',
      )
      expect(message.title).toMatch(/^Not written: /)
      expect(ending).toBe('not confirmed')
      expect(rudder.writes()).toHaveLength(0)
      expect(await row(proposal)).toMatchObject({ stage: 'done', outcome: 'stale', sent_at: null })
      expect((await acts()).slice(-3)).toMatchObject([
        { kind: 'attempt' },
        { kind: 'outcome', payload: { outcome: 'stale', successor } },
        { kind: 'proposed', payload: { proposal: successor, replaces: proposal } },
      ])
      world.steps.clear()
      expect((await shown(successor)).message.tone).toBe('waiting')
      expect((await confirm(successor)).message.tone).toBe('applied')
    })

    test('and deletes it after the claim: nothing is sent, and nothing is proposed', async () => {
      const { rudder, world, propose, confirm } = await startScene(engine)
      const proposal = await propose(disable)
      world.steps.set('reread:before', () => {
        rudder.state.rules = rudder.state.rules.filter(({ displayName }) => displayName !== 'SSH hardening')
      })
      const { message, successor } = await confirm(proposal)
      expect(message.tone).toBe('stale')
      expect(message.lead).toContain('somebody deleted it since you asked. Nothing was sent.')
      expect(successor).toBeUndefined()
      expect(rudder.writes()).toHaveLength(0)
    })
  })

  describe('time passes between the last read and the request', () => {
    const reads = (rudder: LocalRudder) =>
      rudder.requests.filter(({ method, path }) => method === 'GET' && /\/rules\/[^/?]+$/.test(path)).length

    test.for([
      [2_000, 0],
      [2_001, 1],
    ] as const)('%i ms: it is read %i times more', async ([ms, more]) => {
      const { rudder, world, propose, confirm } = await startScene(engine)
      const proposal = await propose(disable)
      let before = 0
      world.steps.set('sending:committed', async () => {
        before = reads(rudder)
        await world.advance(ms)
      })
      let at = 0
      world.steps.set('request:after', () => {
        at = reads(rudder)
      })
      expect((await confirm(proposal)).message.tone).toBe('applied')
      expect(at - before).toBe(more)
      expect(rudder.writes()).toHaveLength(1)
    })

    test('more than 2 s, and it was changed: nothing is sent, though it was recorded as being sent', async () => {
      const { rudder, world, propose, confirm, row } = await startScene(engine)
      const proposal = await propose(assign)
      world.steps.set('request:before', async () => {
        await world.advance(3_000)
        byAdmin(rudder)
      })
      const { message, successor } = await confirm(proposal)
      expect(message.lead).toContain('Nothing was sent.')
      expect(successor).toBeDefined()
      expect((await row(proposal)).outcome).toBe('stale')
      expect(rudder.writes()).toHaveLength(0)
    })

    test.skipIf(!openssl)('more than 2 s to make a socket for it, and it was changed: nothing is sent', async () => {
      const own = certificate({ subject: '/CN=localhost', san: 'DNS:localhost' })
      const port = Promise.withResolvers<number>()
      let greeted = () => {}
      const front = await startFront(
        own,
        () => port.promise,
        () => greeted(),
      )
      const { rudder, world, propose, confirm, row } = await startScene(engine, {
        settings: (yaml) =>
          yaml.replace(/url: http:\/\/127\.0\.0\.1:(\d+)\/rudder/, (_, found) => {
            port.resolve(Number(found))
            return `url: https://localhost:${front}/rudder\n    tls: { pin: "${own.pin}" }`
          }),
      })
      const proposal = await propose(assign)
      world.steps.set('request:before', () => {
        greeted = () => {
          greeted = () => {}
          void world.advance(2_001)
          byAdmin(rudder)
        }
      })
      const { message, successor = '' } = await confirm(proposal)
      expect(message.lead).toContain('Nothing was sent.')
      expect((await row(proposal)).outcome).toBe('stale')
      expect(rudder.writes()).toHaveLength(0)
      world.steps.clear()
      expect((await confirm(successor)).message.tone).toBe('applied')
    })

    test('more than 2 s each time: it gives up, and nothing was sent', async () => {
      const { rudder, world, propose, confirm, acts } = await startScene(engine)
      const proposal = await propose(disable)
      const { now } = world.clock
      world.steps.set('request:before', () => {
        let more = 0
        Object.assign(world.clock, {
          now: () => {
            more += 1_500
            return now() + more
          },
        })
      })
      const { message } = await confirm(proposal)
      expect(message.tone).toBe('failed')
      expect(message.lead).toBe(
        'Nothing was sent: between the last read and the request too much time passed, each time. Ask again.',
      )
      expect(rudder.writes()).toHaveLength(0)
      expect((await acts()).at(-1)).toMatchObject({ kind: 'outcome', payload: { outcome: 'failed' } })
    })
  })

  test('the last read fails: nothing was sent, and it says so', async () => {
    const { rudder, world, propose, confirm } = await startScene(engine)
    const proposal = await propose(disable)
    world.steps.set('reread:before', () => void Object.assign(rudder.faults, { starting: true }))
    const { message } = await confirm(proposal)
    expect(message.tone).toBe('failed')
    expect(message.lead).toMatch(/^Nothing was sent: Rudder \(prod\) is starting/)
    rudder.faults.starting = false
    expect(rudder.writes()).toHaveLength(0)
    expect(saidIn((await confirm(proposal)).message)).toContain('Nothing was sent')
  })

  test('the audit log keeps the call and how much it reached, when it was asked and when it was confirmed', async () => {
    const { rudder, propose, confirm, acts, shown } = await startScene(engine)
    const proposal = await propose(disable)
    const { groups } = rudder.state
    groups.find(({ displayName }) => displayName === 'DMZ Linux')?.nodeIds.pop()
    expect((await confirm(proposal)).message.tone).toBe('applied')
    expect((await acts()).find(({ kind }) => kind === 'attempt')?.payload).toMatchObject({
      call: { ruleId: ruleOf(rudder, 'SSH hardening').id, body: { enabled: false } },
      reach: { shown: 41, now: 40 },
    })
    expect((await shown(proposal)).message.fields).toContainEqual({ label: 'Nodes', value: '40' })
  })
})
