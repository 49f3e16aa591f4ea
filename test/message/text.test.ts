import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { toText } from '../../src/message/text.ts'
import { runs } from '../runs.ts'
import { compliance, disable, failing, help, mistake, outcome } from './examples.ts'
import { harm, hostileText, messageOf } from './hostile.ts'

test('a proposal asks, says how many and by whom', () => {
  expect(toText(disable)).toMatchInlineSnapshot(
    `"? Disable “SSH hardening” on prod? Nodes that lose it: 41 (group DMZ Linux), their state now: 19 in error, 22 compliant. Enabled from yes to no. Asked by Ana. Nothing is changed yet; open until 14:18."`,
  )
  const small: Message = {
    tone: 'waiting',
    asked: { by: 'Ana', line: 'rudder rule disable SSH hardening' },
    connection: 'rudder/prod',
    title: 'Disable SSH hardening on prod?',
    lead: 'Open until 14:18',
    fields: [{ label: 'Nodes', value: '41' }],
  }
  expect(toText(small)).toBe('? Disable SSH hardening on prod? 41 nodes. Asked by Ana. Open until 14:18.')
  expect(toText({ ...small, fields: [{ label: 'Nodes', value: '1' }] })).toBe(
    '? Disable SSH hardening on prod? Nodes: 1. Asked by Ana. Open until 14:18.',
  )
})

test('an answer begins with the connection', () => {
  expect(toText(compliance)).toMatchInlineSnapshot(
    `"rudder/prod: 97% compliant, 1 point down since yesterday 09:00. 31 nodes in error, 46 nodes silent (no report), 96 nodes non-compliant (audit). Where to look first: SSH hardening, 19 of 41 nodes in error (0 yesterday)."`,
  )
  expect(toText(failing)).toMatchInlineSnapshot(
    `"rudder/prod: 400 nodes fail 3 rules or more. 400 failing, 2,984 non compliant."`,
  )
})

test('an outcome begins with its word', () => {
  expect(toText(outcome)).toMatchInlineSnapshot(
    `"✗ Not applied: Disable “SSH hardening” on prod. Rudder could not be reached; the request never left. Description from Baseline for jump hosts, owned by the platform team, review… to Baseline for jump hosts, owned by the security team, review… Asked by Ana."`,
  )
  expect(toText({ tone: 'awaiting validation', title: 'Disable x' })).toBe('⌛ Awaiting validation: Disable x.')
  expect(toText({ tone: 'unknown', title: 'Disable x', connection: 'rudder/prod' })).toBe(
    '⚠ Outcome unknown: rudder/prod: Disable x.',
  )
})

test('a title that begins with the word is enough', () => {
  expect(toText({ tone: 'failed', title: 'Not applied: Disable x' })).toBe('✗ Not applied: Disable x.')
})

test('only "on prod" names the connection, not a rule called prod', () => {
  expect(toText({ tone: 'answer', connection: 'rudder/prod', title: 'prod fails' })).toBe('rudder/prod: prod fails.')
})

test('mistakes and help', () => {
  expect(toText(mistake)).toMatchInlineSnapshot(
    `"? No rule on prod is called “ssh hardning”. Nothing was called that could change anything. Did you mean one of these?"`,
  )
  expect(toText(help)).toMatchInlineSnapshot(
    `"What Rudder can be asked. Reading: rudder compliance [rule], How compliant are the nodes, overall or for one rule?"`,
  )
})

test('for any message it is one harmless line of at most 300 characters', () => {
  fc.assert(
    fc.property(messageOf(hostileText), (message) => {
      const text = toText(message)
      expect(harm(text)).toBeUndefined()
      expect(Array.from(new Intl.Segmenter().segment(text)).length).toBeLessThanOrEqual(300)
    }),
    { numRuns: runs(100, 500) },
  )
})
