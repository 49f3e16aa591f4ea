import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toJson } from '../../src/message/json.ts'
import { runs } from '../runs.ts'
import { disable } from './examples.ts'
import { harm, hostileText, messageOf } from './hostile.ts'

test('keys have one order, whatever order they were given in', () => {
  const reversed = Object.fromEntries(Object.entries(disable).reverse()) as unknown as typeof disable
  expect(toJson(reversed)).toBe(toJson(disable))
  expect(toJson(disable)).toMatch(/^\{"tone":"waiting","asked":\{"by":"Ana","line":/)
})

test('what cannot be seen is escaped', () => {
  const text = toJson({ tone: 'answer', title: 'a\u202e\x9b\u200b\u{e0041}👩‍💻é' }, { pretty: true })
  expect(text).toBe('{\n  "tone": "answer",\n  "title": "a\\u202e\\u009b\\u200b\\udb40\\udc41👩\\u200d💻é"\n}')
})

test('for any message, parsing gives it back and printing is harmless', () => {
  fc.assert(
    fc.property(messageOf(hostileText), fc.boolean(), (message, pretty) => {
      const text = toJson(message, { pretty })
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(message)))
      expect(harm(pretty ? text.replaceAll('\n', '') : text)).toBeUndefined()
    }),
    { numRuns: runs(100, 500) },
  )
})
