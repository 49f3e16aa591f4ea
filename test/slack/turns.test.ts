import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from '../../src/slack/turns.ts'

test('what waits begins in its order, and between two of them the event loop has looked for requests', async () => {
  let looked = 0
  let isOver = false
  const looking = (async () => {
    while (!isOver) {
      await setImmediate()
      looked += 1
    }
  })()
  const turn = createTurns()
  const begun: { readonly which: number; readonly looked: number }[] = []
  await Promise.all(
    [1, 2, 3, 4].map(async (which) => {
      await turn()
      begun.push({ which, looked })
    }),
  )
  isOver = true
  await looking
  expect(begun.map(({ which }) => which)).toEqual([1, 2, 3, 4])
  const gaps = begun.slice(1).map((one, at) => one.looked - (begun[at]?.looked ?? 0))
  expect(gaps.filter((gap) => gap < 1)).toEqual([])
})
