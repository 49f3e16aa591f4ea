import { describe, expect, test } from 'vitest'
import type { Ref } from '../../src/command/finder.ts'
import { loose } from '../../src/command/loose.ts'
import { parseLine } from '../../src/command/parse.ts'
import { resolve } from '../../src/command/resolve.ts'
import { sample } from './sample.ts'

const commands = await sample()
const known = { connections: ['rudder/prod', 'rudder/staging'] }
const refs: readonly Ref[] = [
  "Marc's web servers",
  'Say "hello" twice',
  'web -- old',
  'SSH hardening',
  '🚀 launch pad',
  '👋 greeters',
  '⚙️ gears',
  'Wait... what',
  'Größe der Räume',
  'Zone 5',
].map((name, at) => ({ id: `id-${at}`, name }))

const found = (text: string, all = refs): string => resolve('rule', text, all).name

describe('what phones, keyboards and Slack put in place of something else', () => {
  test.each([
    ['Marc’s web servers', "Marc's web servers"],
    ['Marc‘s web servers', "Marc's web servers"],
    ['Marc´s web servers', "Marc's web servers"],
    ['Say “hello” twice', 'Say "hello" twice'],
    ['Say „hello“ twice', 'Say "hello" twice'],
    ['Say «hello» twice', 'Say "hello" twice'],
    ['Say ″hello″ twice', 'Say "hello" twice'],
    ['web — old', 'web -- old'],
    ['web – old', 'web -- old'],
    ['SSH\u00a0hardening', 'SSH hardening'],
    ['SSH\u202fhardening', 'SSH hardening'],
    ['SSH hard\u200bening', 'SSH hardening'],
    ['\u2060SSH hardening\ufeff', 'SSH hardening'],
    ['SSH hard\u00adening', 'SSH hardening'],
    ['SSH hardening.', 'SSH hardening'],
    ['SSH hardening…', 'SSH hardening'],
    ['SSH hardening...', 'SSH hardening'],
    ['*SSH hardening*', 'SSH hardening'],
    ['_SSH hardening_', 'SSH hardening'],
    ['~SSH hardening~', 'SSH hardening'],
    ['*SSH* _hardening_', 'SSH hardening'],
    ['ＳＳＨ　ｈａｒｄｅｎｉｎｇ', 'SSH hardening'],
    [':rocket: launch pad', '🚀 launch pad'],
    [':rocket: launch', '🚀 launch pad'],
    [':wave::skin-tone-3: greeters', '👋 greeters'],
    ['👋🏽 greeters', '👋 greeters'],
    [':gear: gears', '⚙️ gears'],
    ['⚙ gears', '⚙️ gears'],
    ['Wait… what', 'Wait... what'],
    ['gro\u0308ße der ra\u0308ume', 'Größe der Räume'],
    ['Zone ５', 'Zone 5'],
  ] as const)('%j is %j', (typed, name) => {
    expect(found(typed)).toBe(name)
  })

  test('what has exactly the typed name wins', () => {
    const both = [
      'Marc’s web servers',
      "Marc's web servers",
      '*SSH*',
      'SSH',
      ':rocket:',
      '🚀',
      'Zone 5.',
      'Zone 5',
    ].map((name, at) => ({ id: `id-${at}`, name }))
    for (const { name } of both) expect(found(name, both)).toBe(name)
  })

  test('two that fit are both offered, and nothing is guessed', () => {
    const two = ['a-b', 'a--b'].map((name, at) => ({ id: `id-${at}`, name }))
    expect(() => found('a—b', two)).toThrow('could be 2 rules')
    expect(() => found(':fire: launch pad')).toThrow('No rule is called')
    for (const nothing of ['…', '*', '“”', '__'])
      expect(() => found(nothing, [{ id: '1', name: 'x' }]), nothing).toThrow()
  })

  test('20,000 names are folded in one go', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ id: `id-${i}`, name: `web-${i}’s größe` }))
    expect(found("WEB-19999's GRÖSSE", many.with(7, { id: 'x', name: 'web-19999’s GRÖSSE' }))).toBe(
      'web-19999’s GRÖSSE',
    )
    expect(() => found("web-'s", many)).toThrow()
  })
})

describe('a whole line', () => {
  test.each([
    ['Rudder rule disable Marc’s web servers.', "Marc's web servers"],
    ['ｒｕｄｄｅｒ　ｒｕｌｅ　ｄｉｓａｂｌｅ　ＳＳＨ　ｈａｒｄｅｎｉｎｇ', 'SSH hardening'],
    ['*rudder* _rule_ *disable* *SSH hardening*', 'SSH hardening'],
    ['rudder\u00a0rule\u200b disable SSH hardening', 'SSH hardening'],
    ['rudder rule disable “SSH hardening”.', 'SSH hardening'],
    ['rudder rule disable ‹SSH hardening›', 'SSH hardening'],
    ['rudder rule disable ＂SSH hardening＂', 'SSH hardening'],
    ['rudder rule disable SSH hardening －－on staging', 'SSH hardening'],
  ])('%s', (line, name) => {
    const { command, args } = parseLine(commands, line, known)
    expect(command.name).toBe('rudder rule disable')
    expect(found(String(args.rule))).toBe(name)
  })

  test('where it goes, why, and who sees it', () => {
    const parsed = parseLine(commands, 'rudder rule disable SSH *because* Marc’s request… 🚀 :rocket:', known)
    expect(parsed.reason).toBe('Marc’s request… 🚀 :rocket:')
    expect(parseLine(commands, 'rudder rule disable SSH —on staging.', known).on).toBe('rudder/staging')
    expect(parseLine(commands, 'rudder rule show SSH quietly.', known).quiet).toBe('quietly')
  })
})

test('a text that is compared loosely is never longer work than its length', () => {
  for (const part of ['*', '.', ':a', ' ', '-', "''", '«', '\u200b', ':+1:', '…'])
    expect(loose(part.repeat(4_000)).length).toBeLessThanOrEqual(12_000)
})
