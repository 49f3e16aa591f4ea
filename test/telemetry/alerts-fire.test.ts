import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { type Case, cases } from './alert-cases.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

const file = join(import.meta.dirname, '../../docs/alerts.yml')
const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { rules: Rule[] }[] }
const rules = groups.flatMap((group) => group.rules)

const promtool = spawnSync('promtool', ['--version']).status === 0
if (!promtool) console.warn('promtool is missing: that the alerts fire is NOT tested')

/** Every rule but the one that says that there is no job at all. */
const ofAJob = rules.filter(({ alert }) => alert !== 'CoxswainNowhere')

test('each rule looks at one job at a time, names it, and has a case', () => {
  expect(Object.keys(cases).sort()).toEqual(ofAJob.map(({ alert }) => alert).sort())
  for (const { alert, expr, annotations } of ofAJob) {
    expect(expr, alert).toMatch(/\bby \(job\b/)
    for (const [, labels = ''] of expr.matchAll(/\b(?:by|on) \(([^)]*)\)/g))
      expect(labels.split(/, */), alert).toContain('job')
    expect(annotations.summary, alert).toContain('{{ $labels.job }}')
  }
})

const series = (lines: readonly string[], job: string) =>
  lines.map((line) => {
    const [, name = '', labels, values = ''] = /^(\w+)(?:\{(.*?)\})? (.+)$/.exec(line) ?? []
    return { series: `${name}{job="${job}"${labels === undefined ? '' : `,${labels}`}}`, values }
  })

/** As Prometheus fills in an annotation; the one value that is shown is that of the case. */
const filled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '')
    .replace('{{ $value | humanizeDuration }}', '3d 0h 0m 0s')

const fires = ({ alert, labels: own, annotations }: Rule, found: Case) => {
  const labels = { job: 'coxswain-prod', ...found.labels }
  const told = Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, filled(text, labels)]))
  return {
    name: alert,
    interval: '1m',
    input_series: [...series(found.bad, 'coxswain-prod'), ...series(found.good, 'coxswain-staging')],
    alert_rule_test: [
      {
        eval_time: found.at,
        alertname: alert,
        exp_alerts: [{ exp_labels: { ...labels, ...own }, exp_annotations: told }],
      },
    ],
  }
}

const run = (tests: readonly object[]): { status: number | null; said: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-alerts-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  // JSON is YAML.
  writeFileSync(join(folder, 'tests.yml'), JSON.stringify({ rule_files: [file], evaluation_interval: '5m', tests }))
  const { status, stdout, stderr } = spawnSync('promtool', ['test', 'rules', join(folder, 'tests.yml')], {
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}` }
}

test.skipIf(!promtool)('each alert fires for the bot that is in trouble, and not for the one beside it', () => {
  const tests = ofAJob.flatMap((rule) => (cases[rule.alert] ?? []).map((one) => fires(rule, one)))
  expect(tests.length).toBeGreaterThan(25)
  expect(run(tests)).toMatchObject({ status: 0, said: expect.stringContaining('SUCCESS') })
})

test.skipIf(!promtool)('without any bot at all one alert says so, and where there is one it is silent', () => {
  const nowhere = rules.find(({ alert }) => alert === 'CoxswainNowhere')
  const test = (job: string, alerts: readonly object[]) => ({
    interval: '1m',
    input_series: series(['up 1x60'], job),
    alert_rule_test: [{ eval_time: '30m', alertname: 'CoxswainNowhere', exp_alerts: alerts }],
  })
  const fired = { exp_labels: nowhere?.labels, exp_annotations: nowhere?.annotations }
  expect(run([test('other', [fired]), test('coxswain-prod', [])])).toMatchObject({ status: 0 })
  expect(run([test('coxswain-prod', [fired])]).status).toBe(1)
})
