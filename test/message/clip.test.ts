import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip } from '../../src/message/clip.ts'
import { runs } from '../runs.ts'
import { harm, hostileText } from './hostile.ts'

test('what fits stays, what does not ends with …', () => {
  expect(clip('SSH hardening', 13)).toBe('SSH hardening')
  expect(clip('SSH hardening', 12)).toBe('SSH hardeni…')
  expect(clip('', 5)).toBe('')
  expect(clip('x'.repeat(100_000), 3)).toBe('xx…')
})

test('no character is halved, and no code point that is written out', () => {
  expect(clip('a👩‍💻👩‍💻', 8)).toBe('a👩‍💻…')
  expect(clip('a👩‍💻👩‍💻', 7)).toBe('a👩‍💻…')
  expect(clip('a👩‍💻👩‍💻', 11)).toBe('a👩‍💻👩‍💻')
  expect(clip('a👩‍💻', 5)).toBe('a…')
  expect(clip('ab\u202ecd', 8)).toBe('ab…')
  expect(clip(`${'e\u0301'.repeat(4)}`, 6)).toBe('e\u0301e\u0301…')
})

test('quotes count twice, for so they do in JSON', () => {
  expect(clip('"a"', 5)).toBe('"a"')
  expect(clip('"a"', 4)).toBe('"a…')
  expect(clip('\\\\\\', 4)).toBe('\\…')
})

test('any text takes no more room than it may, hides nothing and says that it was cut', () => {
  const long = fc.oneof(
    hostileText,
    fc.array(hostileText).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(long, fc.integer({ min: 1, max: 60 }), (text, max) => {
      const clipped = clip(text, max)
      expect(JSON.stringify(clipped).length - 2).toBeLessThanOrEqual(max)
      expect(harm(clipped)).toBeUndefined()
      if (max > 1) expect(clip(clipped, max)).toBe(clipped)
    }),
    { numRuns: runs(400, 2000) },
  )
})
