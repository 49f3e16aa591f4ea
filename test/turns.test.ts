import { expect, test } from 'vitest'
import { createTurns } from '../src/turns.ts'

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Asks for turns in this order, and notes whose begin. */
const asking = (turns: ReturnType<typeof createTurns>, all: readonly string[]) => {
  const begun: string[] = []
  const ends: (() => void)[] = []
  for (const who of all)
    void turns.take(who).then((end) => {
      begun.push(who)
      ends.push(end)
    })
  return { begun, endFirst: () => ends.shift()?.() }
}

test('round robin: who asks once is next, however often somebody else asked before', async () => {
  const turns = createTurns({ atOnce: 1, each: 1 })
  const { begun, endFirst } = asking(turns, ['ana', 'ana', 'ana', 'marc', 'rita', 'marc'])
  for (let n = 0; n < 6; n++) {
    await settled()
    endFirst()
  }
  await settled()
  expect(begun).toEqual(['ana', 'marc', 'rita', 'ana', 'marc', 'ana'])
})

test('nobody has more turns at once than each may have, and all together no more than there are', async () => {
  const turns = createTurns({ atOnce: 3, each: 2 })
  const { begun, endFirst } = asking(turns, ['ana', 'ana', 'ana', 'marc', 'rita'])
  await settled()
  expect(begun).toEqual(['ana', 'ana', 'marc'])
  expect(turns.of('ana')).toEqual({ taken: 2, waiting: 1 })
  endFirst()
  await settled()
  expect(begun).toEqual(['ana', 'ana', 'marc', 'rita'])
  endFirst()
  await settled()
  expect(begun.at(-1)).toBe('ana')
})

test('who gives up waiting is out of the line, and a turn that is ended twice is ended once', async () => {
  const turns = createTurns({ atOnce: 1, each: 1 })
  const end = await turns.take('ana')
  const gone = new AbortController()
  const given = turns.take('marc', [undefined, gone.signal])
  gone.abort(new Error('left'))
  await expect(given).rejects.toThrow('left')
  await expect(turns.take('marc', [gone.signal])).rejects.toThrow('left')
  const rita = turns.take('rita')
  end()
  end()
  await rita
  expect(turns.of('marc')).toEqual({ taken: 0, waiting: 0 })
  const waits = turns.take('ana')
  await settled()
  expect(turns.of('ana')).toEqual({ taken: 0, waiting: 1 })
  ;(await rita)()
  await waits
})
