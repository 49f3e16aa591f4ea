import { expect, test } from 'vitest'
import { createPulse, stalledMs } from '../../src/telemetry/pulse.ts'
import { testWorld } from '../world.ts'

test('a loop hangs once it has not turned for ten minutes, and no more when it turns again', async () => {
  const world = testWorld()
  const pulse = createPulse(world.clock)
  await world.advance(stalledMs * 2)
  expect(pulse.stalled()).toEqual([])
  pulse.turned('sweep')
  pulse.turned('outbox')
  await world.advance(stalledMs)
  expect(pulse.stalled()).toEqual([])
  pulse.turned('outbox')
  await world.advance(1)
  expect(pulse.stalled()).toEqual(['sweep'])
  expect(pulse.ages()).toEqual([
    { loop: 'sweep', ms: stalledMs + 1 },
    { loop: 'outbox', ms: 1 },
  ])
  pulse.turned('sweep')
  expect(pulse.stalled()).toEqual([])
})

test('a clock that is set back makes nothing hang, and no age negative', () => {
  let now = 1_000_000_000
  const pulse = createPulse({ now: () => now, sleep: async () => {} })
  pulse.turned('beat')
  now -= stalledMs * 3
  expect(pulse.stalled()).toEqual([])
  expect(pulse.ages()).toEqual([{ loop: 'beat', ms: 0 }])
})
