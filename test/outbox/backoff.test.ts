import { expect, test } from 'vitest'
import { waitAfter } from '../../src/outbox/backoff.ts'
import { knownWord, meaningOf } from '../../src/outbox/refusal.ts'

const day = 24 * 60 * 60_000

test('waits double from a second to five minutes, and together last a day and no longer', () => {
  const waits: number[] = []
  for (let n = 1; ; n++) {
    const wait = waitAfter(n)
    if (wait === undefined) break
    waits.push(wait)
  }
  expect(waits.slice(0, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300].map((s) => s * 1_000))
  const sum = waits.reduce((a, b) => a + b, 0)
  expect(sum).toBeLessThanOrEqual(day)
  expect(sum).toBeGreaterThan(day - 300_000)
})

test('a refusal in a word that we do not know is a no, and has no label of its own', () => {
  expect([meaningOf('invalid_blocks'), knownWord('invalid_blocks')]).toEqual(['content', 'invalid_blocks'])
  for (const word of ['', 'constructor', '__proto__', 'brand_new']) {
    expect([meaningOf(word), knownWord(word)]).toEqual(['never', 'other'])
  }
})
