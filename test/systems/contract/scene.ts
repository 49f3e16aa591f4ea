import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { scopesOf } from '../../../src/command/command.ts'
import type { System } from '../../../src/systems/system.ts'
import { startBot } from '../../bot.ts'
import { acting } from '../../flow/acting.ts'
import { flowWorld } from '../../flow/setup.ts'
import type { Engine } from '../../store/engines.ts'
import { commandsOf } from './commands.ts'
import { operationsOf } from './connected.ts'
import type { As, LocalSystem, Running } from './local-system.ts'

/** The connections of a scene, and which local system stands behind each. */
const behind: Readonly<Record<string, As>> = { prod: 'usual', staging: 'oldest' }

const variable = (name: string, account: string) => `LOCAL_${name}_${account}`.toUpperCase().replaceAll('-', '_')

const connectionLines = (system: System, own: string, name: string, url: string) => `
  ${system.name}/${name}:
    url: ${url}
    web: ${url}
    default: ${name === 'prod'}${own === '' ? '' : `\n    ${own}`}
    tokens:${system.accounts
      .map(
        (account) => `
      - name: ${account.name}
        secret: env:${variable(name, account.name)}
        scopes: [${account.scopes.join(', ')}]`,
      )
      .join('')}`

/** Everybody reads what isn't sensitive; Ana and Marc may run every command; large changes need both of them. */
const settings = (system: System, own: string, urls: Readonly<Record<string, string>>): string => {
  const needed = [...new Set(commandsOf(system).flatMap(scopesOf))]
  const writes = Object.values(operationsOf(system)).flatMap(({ kind, scope }) => (kind === 'write' ? [scope] : []))
  return `connections:${Object.entries(urls)
    .map(([name, url]) => connectionLines(system, own, name, url))
    .join('')}
groups:
  - name: everybody
    owner: marc@acme.example
    api_scopes: [${system.name}:*:read]
    includes: "*"
  - name: operators
    owner: marc@acme.example
    api_scopes: [${needed.join(', ')}]
    includes: [ana@acme.example, marc@acme.example]
${writes.length === 0 ? '' : `approvals:\n  - scopes: [${[...new Set(writes)].join(', ')}]\n    people: 2\n    when: { reach: 100 }\n`}identity:
  domains: [acme.example]
`
}

/**
 * A bot with connections to local systems, `prod` or also `staging`, by the accounts that the system recommends; and a
 * database. Ana and Marc may do everything, Rita reads what isn't sensitive, Gus may do nothing.
 */
export const startContractScene = async <L extends Running>(
  system: System,
  kind: LocalSystem<L>,
  engine: Pick<Engine, 'fresh'>,
  names: readonly string[] = ['prod'],
) => {
  const world = flowWorld()
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-contract-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const locals = await Promise.all(
    names.map(async (name) => {
      const as = behind[name] ?? 'usual'
      const local = await kind.start(as, () => world.clock.now())
      onTestFinished(() => local.close())
      return { name, as, local }
    }),
  )
  const [account] = Object.values(kind.accounts)
  if (!account) throw new Error('There is no way to make an account.')
  const env = Object.fromEntries(
    locals.flatMap(({ name, local }) =>
      system.accounts.map((one) => [variable(name, one.name), account(local, one.scopes)]),
    ),
  )
  writeFileSync(
    join(folder, 'coxswain.yml'),
    settings(system, kind.settings ?? '', Object.fromEntries(locals.map(({ name, local }) => [name, local.url]))),
  )
  const { settings: database } = await engine.fresh()
  const bot = await startBot({ play: { folder, env: { LOG_LEVEL: 'silent', ...env } }, database, world })
  const [first] = locals
  if (!first) throw new Error('A scene needs a connection.')
  return { world, locals, local: first.local, ...acting(bot) }
}
