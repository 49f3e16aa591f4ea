import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { noteBackup } from '../../src/store/note-backup.ts'
import { grafanaDashboard } from '../../src/telemetry/dashboard.ts'
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
  readonly annotations: { readonly summary: string; readonly todo: string; readonly runbook_url: string }
}

const file = join(import.meta.dirname, '../../docs/alerts.yml')
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { name: string; rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)

test('the runbook of each alert is a heading of troubleshooting.md, with what to do', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/troubleshooting.md'), 'utf8')
  const named = [...page.matchAll(/^### (Coxswain\w+)\n\n(.+)$/gm)].map(([, alert, todo]) => [alert, todo])
  expect(named).toEqual(rules.map(({ alert, annotations }) => [alert, annotations.todo]))
  for (const { alert, annotations } of rules)
    expect(annotations.runbook_url).toBe(`https://docs.acme.net/coxswain/troubleshooting.md#${alert.toLowerCase()}`)
})

const promtool = (args: readonly string[], input?: string) =>
  spawnSync('promtool', args, { encoding: 'utf8', ...(input !== undefined && { input }) })
const isThere = promtool(['--version']).status === 0
if (!isThere) console.warn('promtool is missing: the dashboard and the metrics page are NOT checked by it')

test('the dashboard has a panel for each metric, and Prometheus understands what each asks', () => {
  const { panels } = JSON.parse(grafanaDashboard()) as {
    panels: { readonly type: string; readonly title: string; readonly targets?: { readonly expr: string }[] }[]
  }
  const titles = panels.filter(({ type }) => type !== 'row').map(({ title }) => title)
  expect(titles.sort()).toEqual(
    Object.values(published)
      .map(({ name }) => name)
      .sort(),
  )
  if (!isThere) return
  const asked = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
  const recorded = asked.map((expr, n) => ({ record: `panel:${n}`, expr: expr.replaceAll('$__rate_interval', '5m') }))
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-dashboard-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'rules.json')
  writeFileSync(path, JSON.stringify({ groups: [{ name: 'dashboard', rules: recorded }] }))
  expect(promtool(['check', 'rules', path])).toMatchObject({ status: 0, stderr: '' })
})

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
  await type('ana', 'ops', '/rudder watch compliance every 5m when failing > 10')
  await type('marc', 'ops', '/cox lock rudder/staging')
  expect(
    await noteBackup({ ...optionsOf(database.settings), world, auditKey: new Secret(() => testAuditKey) }, 1),
  ).toBe(true)
  const page = (await get(`${bot.ops.url}/metrics`)).text
  if (isThere) expect(promtool(['check', 'metrics'], page)).toMatchObject({ status: 0, stdout: '', stderr: '' })
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
