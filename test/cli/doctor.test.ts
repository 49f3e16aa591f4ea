import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLocalSlack } from 'local-slack'
import { expect, onTestFinished, test } from 'vitest'
import { botScopes } from '../../src/slack/scopes.ts'
import { startTestPlay } from '../bot.ts'
import { coxswain } from './coxswain.ts'

const doctor = async (cwd: string, env: Record<string, string>, ...words: string[]) => {
  const { code, out, err } = await coxswain(['doctor', ...words], { cwd, env: { ...env, LOG_LEVEL: 'debug' } })
  return { code, out, all: out + err }
}

interface Said {
  readonly at: number
  readonly level: string
  readonly findings: readonly { readonly id: string; readonly level: string; readonly says: string }[]
}

const place = async () => {
  const play = await startTestPlay()
  const slack = await startLocalSlack({ commands: [], scopes: botScopes.map(({ scope }) => scope) })
  onTestFinished(() => slack.close())
  const tokens = { SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret }
  const env = { ...play.env, ...tokens, SLACK_API_URL: slack.apiUrl }
  const secrets = [...Object.values(play.rudder.prod.tokens), slack.botToken, slack.signingSecret]
  return { play, slack, env, secrets }
}

test('beside systems that answer: 0, one line for each, and nothing is made or written', async () => {
  const { play, env, secrets } = await place()
  const before = readdirSync(play.folder).sort()
  const { code, out, all } = await doctor(play.folder, env)
  expect(out).toContain('rudder/prod writer')
  expect(out).toContain('There is none yet. The first start makes it.')
  expect(out).toContain('1 warning')
  expect(code).toBe(0)
  expect(out).toMatch(/rudder\/prod reader.*rudder\/prod writer/)
  expect((await doctor(play.folder, env, '--strict', '--offline')).code).toBe(1)
  expect(readdirSync(play.folder).sort()).toEqual(before)
  expect(play.rudder.prod.writes()).toEqual([])
  expect(secrets.filter((secret) => all.includes(secret))).toEqual([])
})

test('as JSON, in a shape that stays; 1 where something is wrong', async () => {
  const { play, env, secrets } = await place()
  const { code, out, all } = await doctor(play.folder, { ...env, PLAY_PROD_WRITE: 'nope-0123456789-nope' }, '--json')
  const { at, level, findings } = JSON.parse(out) as Said
  expect({ code, level }).toEqual({ code: 1, level: 'wrong' })
  expect(at).toBeGreaterThan(Date.UTC(2026, 0, 1))
  for (const one of findings) {
    expect(Object.keys(one)).toEqual(expect.arrayContaining(['id', 'check', 'about', 'level', 'says']))
    const known = ['id', 'check', 'about', 'level', 'says', 'todo', 'until', 'token']
    expect(known).toEqual(expect.arrayContaining(Object.keys(one)))
  }
  expect(findings.filter((one) => one.level === 'wrong').map(({ id }) => id)).toEqual(['token:rudder/prod/writer'])
  expect([...secrets, 'nope-0123456789-nope'].filter((secret) => all.includes(secret))).toEqual([])
})

test('offline nothing is asked over the network', async () => {
  const { play, env, slack } = await place()
  const { code, out } = await doctor(play.folder, env, '--offline', '--json')
  const { findings } = JSON.parse(out) as Said
  expect(code).toBe(0)
  expect(findings.map(({ id }) => id)).toEqual(['settings', 'people', 'database', 'disk'])
  expect([...slack.calls, ...play.rudder.prod.requests, ...play.rudder.staging.requests]).toEqual([])
})

test('each mistake of the settings is a finding, and what it is not is not made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-doctor-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(
    join(folder, 'coxswain.yml'),
    'connections:\n  rudder/prod: { url: http://rudder.example, tokens: [] }\ngroup: []\n',
  )
  const { code, out } = await doctor(folder, {}, '--json')
  const { findings } = JSON.parse(out) as Said
  expect(code).toBe(1)
  expect(findings.length).toBeGreaterThan(1)
  expect(findings.every(({ level, says }) => level === 'wrong' && says.startsWith('coxswain.yml:'))).toBe(true)
  expect(existsSync(join(folder, '.coxswain'))).toBe(false)
  expect(readFileSync(join(folder, 'coxswain.yml'), 'utf8')).toContain('group: []')
})
