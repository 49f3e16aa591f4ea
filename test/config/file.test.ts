import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { connection, folderWith, mistakesIn, mistakesOf, nothing, read, systems } from './setup.ts'

test('an empty file is a mistake that says how to make one', () => {
  for (const yaml of ['', '# nothing\n', '---\n'])
    expect(mistakesIn(yaml, {})).toMatch(/coxswain\.yml: is empty, .* Make one with coxswain init/)
})

test('empty sections are a config that allows nothing', () => {
  for (const yaml of [nothing, 'groups:\nconnections:\nidentity:\napprovals:\n']) {
    const config = read(yaml, {})
    expect(config.connections).toEqual([])
    expect(config.groups).toEqual([])
    expect(config.identity).toEqual({ domains: [], people: {}, logins: {}, plusAddressesDiffer: [], guests: false })
  }
})

test('a missing file says how to make one', () => {
  expect(mistakesIn(undefined)).toMatch(/coxswain\.yml: is not there\. Make one with coxswain init/)
})

test('a folder, a file that is too large, and a list instead of sections', () => {
  const folder = folderWith(undefined)
  mkdirSync(join(folder, 'coxswain.yml'))
  expect(mistakesOf(() => readConfig({ env: {}, systems, folder }))).toContain('coxswain.yml: is not a file')
  expect(mistakesIn(`# ${'x'.repeat(1_000_000)}`)).toContain('larger than 1 MB')
  expect(mistakesIn('- a\n')).toContain('coxswain.yml:1: is a list; it must be a section of names and values')
  expect(mistakesIn('just words')).toContain('coxswain.yml:1: is a text')
})

test.each([
  ['connections:\n\trudder/prod:\n', 2, 'a tab as indentation'],
  ['groups: [a\nidentity: {}\n', 2, 'a bracket above that is never closed'],
  ['groups: []\n---\ngroups: []\n', 2, 'a second document'],
  ['groups: !!js/function "x"\n', 1, 'tags'],
  ['%YAML 1.1\n---\ngroups: []\n', 1, '%YAML 1.1'],
  ['groups: []\n__proto__: { polluted: true }\n', 2, '__proto__'],
  ['groups: []\nsecret-in-clear-1234\n', 2, 'the space after a colon'],
  ['a: "x\\q"\n', 1, 'an unknown escape'],
  ['a: @x\n', 1, 'put the value in quotes'],
])('YAML that is broken is named by line: %j', (yaml, line, text) => {
  const message = mistakesIn(yaml)
  expect(message).toContain(`coxswain.yml:${line}: `)
  expect(message).toContain(text)
})

test('the source is never quoted where YAML is broken', () => {
  for (const secret of [
    'secret: hunter2hunter2 }',
    'secret: "hunter2hunter2',
    'hunter2hunter2: [',
    '] hunter2hunter2',
    '%hunter2hunter2',
  ]) {
    expect(mistakesIn(`connections:\n  rudder/prod:\n${secret}\n`)).not.toContain('hunter2')
  }
})

test('a key that stands twice is named with its line, and the rest is still checked', () => {
  const message = mistakesIn(`connections:\n${connection('    url: https://two.acme.net\n')}group: []\n`)
  expect(message).toContain('coxswain.yml:4: "url" stands here a second time')
  expect(message).toContain(
    'group is not a setting; allowed: connections, groups, approvals, identity, slack, alerts, watches, retention, heartbeat, doctor. Did you mean groups?',
  )
})

test('anchors and aliases are refused, so a bomb never grows', () => {
  const bomb = [
    'a: &a [x, x]',
    ...[...'bcdefghijk'].map((key, at) => `${key}: &${key} [${`*${'abcdefghij'[at]},`.repeat(9)}]`),
  ]
  const message = mistakesIn(`${bomb.join('\n')}\n`)
  expect(message).toContain('anchors and aliases (&, *) are not read here')
})

test('a file nested thousands deep is refused and does not crash', () => {
  expect(mistakesIn(`groups: ${'['.repeat(400_000)}`)).toContain('coxswain.yml')
  expect(mistakesIn(`groups: ${'['.repeat(5_000)}${']'.repeat(5_000)}`)).toContain('coxswain.yml')
})

test('hundreds of mistakes are cut with their number', () => {
  const keys = Array.from({ length: 300 }, (_, at) => `key${at}: 1`).join('\n')
  const message = mistakesIn(keys)
  expect(message).toContain('The settings have 300 mistakes')
  expect(message).toContain('- and 200 more')
})

test('control characters and long names are shown as code points and cut', () => {
  const message = mistakesIn(`"a\\u202Eb\\e[31m${'x'.repeat(500)}": 1\n`)
  expect(message).toContain('"a\\u{202e}b\\u{1b}[31mxxx')
  expect(message).not.toContain('x'.repeat(61))
})

test.each([
  [
    'a text for a list',
    `connections:\n${connection().replace('["rudder:*:read"]', 'rudder:*:read')}`,
    7,
    'connections.rudder/prod.tokens[0].scopes is a text; it must be a list: put it in [brackets]',
  ],
  [
    'a section for a list',
    'groups:\n  operators:\n    includes: "*"\n',
    1,
    'groups is a section; it must be a list: begin each entry with “- ”',
  ],
  [
    'tabs',
    'connections:\n\trudder/prod:\n\t\turl: https://rudder.acme.net\n\t\ttokens: []\n',
    2,
    'a tab as indentation; use spaces, here and on every other line',
  ],
  [
    'a tab after spaces',
    'groups:\n  - name: a\n  \tincludes: "*"\n',
    3,
    'a tab as indentation; use spaces, here and on every other line',
  ],
])('%s gets one message that names the mistake', (_, yaml, line, text) => {
  expect(mistakesIn(yaml)).toBe(`The settings have a mistake; nothing was started.\n- coxswain.yml:${line}: ${text}`)
})
