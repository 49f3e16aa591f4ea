import { keys } from 'local-redash'
import { expect, test } from 'vitest'
import { said } from '../../slack/scene.ts'
import { redashScene } from './flow.ts'

const line = '/redash run Orders by status status=paid'

const shown = async (env: Readonly<Record<string, string>> = {}) => {
  const scene = await redashScene({ env })
  const { slack, last } = scene
  return {
    ...scene,
    own: () => last(slack.direct('ana'), 'ana'),
    /** Everything that anybody sees in a channel, or that was ever sent to one. */
    inChannels: () =>
      JSON.stringify([slack.calls.filter(({ args }) => String(args.channel).startsWith('C')), slack.seen('ops')]),
  }
}

test('rows of a run go to whoever asked; Share shows the same ones, and reads nothing again', async () => {
  const { type, press, own, inChannels, redash, last, slack } = await shown()
  await type('ana', 'ops', line)
  const answer = own()
  expect(said(answer)).toContain('937.43')
  expect(inChannels()).not.toContain('937.43')
  const asked = redash.requests.length
  await press('ana', answer, 'share')
  expect(said(last('ops'))).toContain('937.43')
  expect(said(last('ops'))).toContain('Shared by ana.')
  expect(redash.requests).toHaveLength(asked)
  expect(slack.seen('ops')).toHaveLength(1)
})

test('with `here` they are in the channel; run with somebody’s own key they are not, and Share says whose they are', async () => {
  const { type, press, submit, own, inChannels, whispered, last } = await shown({
    COXSWAIN_SEALING_KEY: 's'.repeat(40),
  })
  await type('ana', 'ops', `${line} here`)
  expect(inChannels()).toContain('937.43')
  await type('ana', 'random', '/cox connect redash/prod')
  await press('ana', whispered('ana', 'random').at(-1) ?? last('random'), 'key')
  await submit('ana', { key: keys.viewer })
  await type('ana', 'staging', `${line} here on redash/prod`)
  expect(said(own())).toContain('with the access of ana')
  expect(last('staging', 'ana').onlyFor).toBeDefined()
  await press('ana', own(), 'share')
  expect(said(last('staging'))).toContain('Shared by ana, read with their own access at')
})
