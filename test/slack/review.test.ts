import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { serve } from '../../src/serve.ts'
import { createCall } from '../../src/slack/call.ts'
import { createMemberships } from '../../src/slack/membership.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { createPeople } from '../../src/slack/people.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'
import { buttons, mainlySocket, said, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

mainlySocket((engine) => {
  describe('what did not reach its conversation', () => {
    test('an outcome that Slack does not take as an edit: who asked is told that outcome, not that nothing was written', async () => {
      const { type, press, slack, last, rudder } = await startScene(engine)
      await type('ana', 'ops', line)
      slack.faults.add({ method: 'chat.update', how: 'error', error: 'edit_window_closed' })
      await press('marc', last('ops'), 'confirm')
      expect(rudder.writes()).toHaveLength(1)
      const told = last(slack.direct('ana'))
      expect(told.text).toContain('Disabled rule “SSH hardening”')
      expect(said(told)).not.toContain('Nothing is written without')
      expect(buttons(told)).toEqual([])
    })

    test('a proposal whose message was given up: what became of it is told all the same', async () => {
      const { type, slack, last, pass } = await startScene(engine)
      slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'error', error: 'is_archived', times: 1 })
      await type('ana', 'ops', line)
      expect(said(last(slack.direct('ana')))).toContain('could not be shown where you asked')
      await pass(16 * 60_000)
      expect(slack.seen(slack.direct('ana'))).toHaveLength(1)
      expect(last(slack.direct('ana')).text).toContain('Expired')
    })

    test('a direct conversation that the bot is not in: the answer comes in the one that it is in', async () => {
      const { type, slack, last } = await startScene(engine)
      const direct = slack.direct('ana')
      slack.faults.add({
        method: 'chat.postMessage',
        channel: direct,
        how: 'error',
        error: 'channel_not_found',
        times: 1,
      })
      await type('ana', direct, '/rudder rules ssh')
      expect(said(last(direct))).toContain('SSH hardening')
      expect(said(last(direct))).toContain('channel_not_found')
    })
  })
})

test('a request that never ends does not keep a listener from closing', async () => {
  const { open, ops } = await serve(
    { host: '127.0.0.1', port: 0, opsHost: '127.0.0.1', opsPort: 0, opsNames: [] },
    { open: { '/slack/events': () => {} }, ops: {} },
    testWorld(),
  )
  const { hostname, port } = new URL(open?.url ?? '')
  const socket = connect(Number(port), hostname)
  const ended = new Promise((resolve) => socket.once('close', resolve))
  socket.on('error', () => {})
  await new Promise<void>((resolve) => {
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf', () => resolve())
  })
  await Promise.all([open?.close(), ended])
  await ops.close()
})

test('what Slack said of people and channels is forgotten when it is too old to be used', async () => {
  const world = testWorld()
  const asked: string[] = []
  const call = async (method: string, args: Readonly<Record<string, unknown>>) => {
    asked.push(`${method} ${args.user ?? args.channel}`)
    return { how: 'sent' as const, data: { user: { id: args.user, team_id: 'T1' }, channel: { is_member: true } } }
  }
  const workspace = { team: 'T1', app: 'A1', bot: 'B1', botUser: 'U0', name: 'coxswain', url: '' }
  const people = createPeople({ call, clock: world.clock }, () => workspace, { guests: false })
  const places = createMemberships({ call, clock: world.clock }, [])
  await people.known('U1')
  await people.known('U1')
  await places.standing('C1')
  await places.standing('C1')
  expect(asked).toEqual(['users.info U1', 'conversations.info C1'])
  await world.advance(5 * 60_000)
  await people.known('U1')
  await places.standing('C1')
  expect(asked).toHaveLength(4)
})

test('a token that cannot be read just now: nothing is sent, so nothing is uncertain', async () => {
  const world = testWorld()
  const token = new Secret(() => {
    throw new Error('the file of a secret is empty')
  })
  const call = createCall({ token, apiUrl: 'http://127.0.0.1:1/api/', network: createNetwork(() => ({})) }, world)
  expect(await call('chat.postMessage', {})).toEqual({ how: 'unsent', why: 'the file of the token cannot be read' })
})
