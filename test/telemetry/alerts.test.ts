import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { noteBackup } from '../../src/store/note-backup.ts'
import { metricsDoc } from '../../src/telemetry/metrics-page.ts'
import { published } from '../../src/telemetry/table.ts'
import { Secret } from '../../src/vault/secret.ts'
import { figures } from '../../src/world.ts'
import { startNewerScene } from '../doctor/newer.ts'
import { freshDatabase, optionsOf, testAuditKey } from '../store/engines.ts'
import { get } from './scrape.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly todo: string }
}

const file = join(import.meta.dirname, '../../docs/alerts.yml')
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { name: string; rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)

const metricsIn = (expr: string): readonly string[] => expr.match(/\bcoxswain_\w+/g) ?? []

test('each alert says what is wrong and what to do, once', () => {
  expect(rules.length).toBeGreaterThan(10)
  for (const { alert, expr, labels, annotations, ...rest } of rules) {
    expect(alert).toMatch(/^Coxswain[A-Z]\w+$/)
    expect(expr.split('(').length, alert).toBe(expr.split(')').length)
    expect(['page', 'ticket'], alert).toContain(labels.severity)
    expect(annotations.summary, alert).toMatch(/\.$/)
    expect(annotations.todo, alert).toMatch(/\.$/)
    expect(Object.keys(rest).filter((key) => key !== 'for')).toEqual([])
    if (rest.for !== undefined) expect(rest.for, alert).toMatch(/^\d+[mh]$/)
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
})

test('each metric of the rules is published by a bot that is up, and each label that they choose by is one of its own', async () => {
  const database = await freshDatabase('sqlite')
  const { bot, newer, type, world } = await startNewerScene({ fresh: async () => database }, { own: { log: () => {} } })
  bot.app.meter.watchProcess()
  newer.state.tokensExpire = world.clock.now() + 3 * 24 * 60 * 60_000
  await type('marc', 'ops', '/cox doctor')
  await type('marc', 'ops', '/cox lock rudder/staging')
  expect(
    await noteBackup({ ...optionsOf(database.settings), world, auditKey: new Secret(() => testAuditKey) }, 1),
  ).toBe(true)
  const page = (await get(`${bot.ops.url}/metrics`)).text
  const types = new Map([...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]))
  const known = new Map(
    Object.entries(published).map(([figure, { name }]) => [name, Reflect.get(figures, figure) as object]),
  )
  for (const { alert, expr } of rules) {
    for (const metric of metricsIn(expr)) {
      expect(types.has(metric.replace(/_bucket$/, '')), `${alert}: ${metric}`).toBe(true)
    }
    for (const [, metric = '', chosen = ''] of expr.matchAll(/\b(coxswain_\w+)\{([^}]*)\}/g)) {
      const own = Object.keys(known.get(metric) ?? {})
      for (const [, label, values = ''] of chosen.matchAll(/(\w+)=~?"([^"]*)"/g)) {
        expect(own, `${alert}: ${metric}`).toContain(label)
        const set: unknown = Reflect.get(known.get(metric) ?? {}, label ?? '')
        for (const value of values.split('|')) expect(set, `${alert}: ${label}`).toContain(value)
      }
    }
  }
  for (const { kind, name } of Object.values(published)) expect(types.get(name), name).toBe(kind)
})

test('docs/metrics.md has every metric, with its labels', () => {
  const text = metricsDoc()
  for (const { name } of Object.values(published)) expect(text).toContain(`| \`${name}\` |`)
  expect(text).toContain('**outcome**: `done` `auth`')
})
