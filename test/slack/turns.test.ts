import { expect, test } from 'vitest'
import { createAfterAck } from '../../src/slack/after-ack.ts'
import { countTurns } from '../loop.ts'

test('what waits begins in its order, and between two of them the event loop has looked for requests', async () => {
  const loop = countTurns()
  const turn = createAfterAck()
  const begun: { readonly which: number; readonly at: number }[] = []
  await Promise.all(
    [1, 2, 3, 4].map(async (which) => {
      await turn()
      begun.push({ which, at: loop.turns() })
    }),
  )
  await loop.stop()
  expect(begun.map(({ which }) => which)).toEqual([1, 2, 3, 4])
  const gaps = begun.slice(1).map((one, n) => one.at - (begun[n]?.at ?? 0))
  expect(gaps.filter((gap) => gap < 1)).toEqual([])
})
