import { describe, expect, test } from 'vitest'
import { exportedBy, type Import, importsOf, type Source, sources, sourcesOfPackages } from './source.ts'
import { leaves, packages, table } from './table.ts'

/** The part that a path of ours belongs to; undefined for a package. */
const partOf = (path: string): string | undefined => {
  if (path.startsWith('#')) return path
  const [top, first = '', second, third] = path.replace(/\.tsx?$/, '').split('/')
  if (path.startsWith('packages/local-slack/src/page/browser/')) return 'local-slack/page'
  if (top === 'commands') return `commands/${first}`
  if (top === 'packages') return first
  if (top !== 'src') return undefined
  if (first === 'vault' && second === 'scope') return 'vault/scope'
  return first === 'systems' && third !== undefined ? `systems/${second}` : first
}

/** The row of a part or package: what belongs to a system has that of all systems. */
const rowOf = (part: string): string =>
  part in table || part in packages
    ? part
    : part.replace(/^(systems|commands)\/[^/]+$/, '$1/*').replace(/^local-[^/]+(\/play)?$/, 'local-*$1')

/** A part as the row of another names it: its own system is `#*` to a folder of commands. */
const seenFrom = (here: string, there: string): string =>
  here.startsWith('commands/') && there === `#${here.slice('commands/'.length)}` ? '#*' : rowOf(there)

/** What makes permits, the file that has it, and the only one that may take it. */
const maker = 'issuePermit'
const permits = 'src/vault/permit.ts'
const issuer = 'src/store/proposals.ts'

/** The classes that let a write through, and the only files that may take them as more than a type, by whatever name. */
const gates: Readonly<Record<string, { readonly in: string; readonly takes: RegExp }>> = {
  Permit: { in: permits, takes: /^src\/systems\/http\.ts$/ },
  Probe: { in: 'src/systems/probe.ts', takes: /^src\/systems\/(http|[a-z]+\/operations\/probes)\.ts$/ },
}

/** The class that an import takes without being allowed to. */
const gateOf = ({ from, to, values }: Import): string | undefined =>
  Object.keys(gates).find((name) => {
    const gate = gates[name]
    return gate && !gate.takes.test(from) && (values.includes(name) || (to === gate.in && values.includes('*')))
  })

/** Why an import is refused, naming the pair; undefined where it is not. */
const refusal = (one: Import): string | undefined => {
  const { from, to, names, typesOnly } = one
  const pair = `${from} -> ${to}`
  const [here = '', there] = [partOf(from), partOf(to)]
  const row = table[rowOf(here)]
  if (!row) return `${pair}: ${here} has no row in the table`
  const takesMaker = names.includes(maker) || (to === permits && names.includes('*'))
  if (takesMaker && from !== issuer) return `${pair}: only ${issuer} makes permits`
  const gate = gateOf(one)
  if (gate !== undefined) return `${pair}: ${gate} as more than a type`
  if (there === undefined) {
    if (from === 'src/command/command-files.ts' && to === '') return undefined // the files of commands/, by their path
    if (from === 'src/cli/playground.ts' && to === 'href') return undefined // packages/play, if it is there
    return packages[rowOf(to)]?.includes(rowOf(here)) ? undefined : `${pair}: ${here} may not import this package`
  }
  if (names.length === 0) return `${pair}: an import for its effects`
  // A command may import neither another command nor a leaf: `#bot` has what it needs. Local systems stand on their own.
  const isCommand = here.startsWith('commands/')
  if (there === here && !isCommand) return undefined
  if (leaves.includes(there) && !isCommand && !here.startsWith('local-')) return undefined
  const use = row[seenFrom(here, there)]
  if (use === 'types' && !typesOnly) return `${pair}: ${here} may import types of ${there} only`
  if (Array.isArray(use) && !use.includes(to)) return `${pair}: ${here} may import of ${there} only ${use.join(', ')}`
  return use === undefined ? `${pair}: ${here} may not import ${there}` : undefined
}

const check = (files: readonly Source[]) => files.flatMap(importsOf).flatMap((one) => refusal(one) ?? [])
const ours = [...sources('src', 'commands'), ...sourcesOfPackages()]

test('every import is one that the table allows', () => {
  expect(ours.length).toBeGreaterThan(100)
  expect(check(ours)).toEqual([])
})

test('what makes permits is there, by the name that is watched, and so are the classes', () => {
  const exported = (path: string) =>
    sources('src')
      .filter((file) => file.path === path)
      .flatMap(exportedBy)
  expect(exported(permits)).toContain(maker)
  for (const [name, gate] of Object.entries(gates)) {
    expect(exported(gate.in)).toContain(name)
    expect(ours.flatMap(importsOf).some(({ to, values }) => to === gate.in && values.includes(name))).toBe(true)
  }
})

test('who may make permits passes on nothing that makes them', () => {
  const [file] = sources('src').filter(({ path }) => path === issuer)
  const used = file?.text.match(new RegExp(`\\b${maker}\\b`, 'g'))
  // Imported, and called once.
  expect(used).toHaveLength(2)
  expect(file?.text).toMatch(new RegExp(`return ${maker}\\(\\{`))
})

test('the table goes strictly downward: no part reaches itself', () => {
  const below = (part: string, seen: readonly string[] = []): readonly string[] => {
    if (seen.includes(part)) return [`${[...seen, part].join(' -> ')}`]
    return Object.keys(table[part] ?? {}).flatMap((next) => below(next, [...seen, part]))
  }
  expect(Object.keys(table).flatMap((part) => below(part))).toEqual([])
})

test('the table allows nothing that nobody needs', () => {
  const used = new Set(
    ours.flatMap(importsOf).map(({ from, to }) => `${rowOf(partOf(from) ?? '')} -> ${rowOf(partOf(to) ?? to)}`),
  )
  const rows = Object.entries(packages).flatMap(([name, parts]) => parts.map((part) => `${part} -> ${name}`))
  expect(rows.filter((row) => !used.has(row))).toEqual([])
})

describe('no two files import each other, not even in a circle, types included', () => {
  const circles = (files: readonly Source[]) => {
    const graph = new Map(files.map((file) => [file.path, importsOf(file).map(({ to }) => to)]))
    const found: string[] = []
    const done = new Set<string>()
    const walk = (path: string, seen: readonly string[]) => {
      if (seen.includes(path)) found.push([...seen.slice(seen.indexOf(path)), path].join(' -> '))
      if (done.has(path) || seen.includes(path)) return
      for (const next of graph.get(path) ?? []) walk(next, [...seen, path])
      done.add(path)
    }
    for (const path of graph.keys()) walk(path, [])
    return found
  }

  test('of all files', () => {
    expect(circles(ours)).toEqual([])
  })

  test('a circle would be found', () => {
    const a = { path: 'src/run/a.ts', text: "import { b } from './b.ts'" }
    const b = { path: 'src/run/b.ts', text: "export { a } from './a.ts'" }
    expect(circles([a, b])).toEqual(['src/run/a.ts -> src/run/b.ts -> src/run/a.ts'])
  })
})

describe('each of these would be found', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['src/vault/lease.ts', "import { run } from '../run/ask.ts'", 'vault may not import run'],
    ['src/store/runs.ts', "import { connect } from '../systems/connection.ts'", 'store may not import systems'],
    ['src/systems/http.ts', "import { rudder } from './rudder/index.ts'", 'systems may not import systems/rudder'],
    ['src/systems/rudder/reads/find.ts', "import { x } from '../../redash/find.ts'", 'may not import systems/redash'],
    ['src/systems/rill/index.ts', "import { rudder } from '../rudder/index.ts'", 'may not import systems/rudder'],
    ['src/app.ts', "import { rudder } from './systems/rudder/index.ts'", 'app may not import systems/rudder'],
    ['src/registry.ts', "import { connect } from './systems/connection.ts'", 'registry may not import systems'],
    ['src/elsewhere/a.ts', "import { UserError } from '../errors.ts'", 'elsewhere has no row in the table'],
    ['src/command/define.ts', "import { bind } from '../systems/bind.ts'", 'may import types of systems only'],
    ['src/command/define.ts', "import { type A, bind } from '../systems/bind.ts'", 'may import types of systems only'],
    ['src/message/text.ts', "export * from '../command/line-words.ts'", 'message may not import command'],
    ['src/message/text.ts', "type A = import('../command/line-words.ts').A", 'message may not import command'],
    ['src/policy/why.ts', "const a = await import('../app.ts')", 'policy may not import app'],
    ['src/run/ask.ts', "import { createApp } from '../app.ts'", 'run may not import app'],
    ['src/run/send.ts', "import { issuePermit } from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/run/send.ts', "import { issuePermit as m } from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/run/send.ts', "import * as all from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/store/proposals2.ts', "export * from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/store/votes.ts', "export { issuePermit as a } from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/systems/wire.ts', "import { Permit as P } from '../vault/permit.ts'", 'Permit as more than a type'],
    ['src/systems/wire.ts', "import { type Claim, Permit } from '../vault/permit.ts'", 'Permit as more than a type'],
    ['src/store/proposals.ts', "import { Permit } from '../vault/permit.ts'", 'Permit as more than a type'],
    ['src/store/proposals.ts', "export { Permit as P } from '../vault/permit.ts'", 'Permit as more than a type'],
    ['src/systems/wire.ts', "import { Permit as P } from './http.ts'", 'Permit as more than a type'],
    ['src/systems/http.ts', "import * as all from '../vault/permit.ts'", 'only src/store/proposals.ts'],
    ['src/systems/http.ts', "const all = await import('../vault/permit.ts')", 'only src/store/proposals.ts'],
    ['src/systems/connection.ts', "import { Probe as P } from './probe.ts'", 'Probe as more than a type'],
    ['src/systems/connection.ts', "import * as all from './probe.ts'", 'Probe as more than a type'],
    ['src/run/ask.ts', "import { request } from 'undici'", 'run may not import this package'],
    ['src/run/ask.ts', "import { WebClient } from '@slack/web-api'", 'run may not import this package'],
    ['src/systems/http.ts', "import { exec } from 'node:child_process'", 'systems may not import this package'],
    ['src/systems/http.ts', "import { exec } from 'child_process'", 'systems may not import this package'],
    ['src/run/ask.ts', "import { fold } from '../../test/world.ts'", 'run may not import this package'],
    ['src/run/ask.ts', "import '../message/text.ts'", 'an import for its effects'],
    ['src/cli/play.ts', "import { people } from 'play/people'", 'cli may not import this package'],
    ['src/cli/play.ts', "import { a } from '../../packages/play/src/people.ts'", 'cli may not import play'],
    ['src/slack/call.ts', "import { startLocalSlack } from 'local-slack'", 'slack may not import this package'],
    [
      'packages/local-slack/src/a.ts',
      "import { a } from '../../../src/errors.ts'",
      'local-slack may not import errors',
    ],
    ['packages/local-slack/src/a.ts', "import { a } from 'local-rudder'", 'local-slack may not import this package'],
    ['packages/local-rudder/src/a.ts', "import { a } from '../../play/src/people.ts'", 'may not import play'],
    ['packages/local-rill/src/a.ts', "import { a } from 'local-rudder'", 'local-rill may not import this package'],
    ['packages/other/src/a.ts', "import { a } from './b.ts'", 'other has no row in the table'],
    ['packages/play/src/a.ts', "import { ask } from '../../../src/run/ask.ts'", 'play may not import run'],
    ['src/host.ts', "import { openStore } from './store/db.ts'", 'only src/store/mark.ts'],
    ['commands/rudder/a.ts', "import { z } from '../../src/errors.ts'", 'commands/rudder may not import errors'],
    ['commands/rudder/a.ts', "import { b } from './b.ts'", 'commands/rudder may not import commands/rudder'],
    ['commands/rudder/a.ts', "import { redash } from '#redash'", 'commands/rudder may not import #redash'],
    ['commands/cox/a.ts', "import { rudder } from '#rudder'", 'commands/cox may not import #rudder'],
    ['commands/cox/a.ts', "import { readFileSync } from 'node:fs'", 'commands/cox may not import this package'],
  ]
  test.for(bad)('%s: %s', ([path, text, why]) => {
    expect(check([{ path, text }])).toEqual([expect.stringContaining(why)])
  })
})
