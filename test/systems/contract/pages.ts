import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsFolder, settingsNames } from '../../../src/app.ts'
import { exampleSettings } from '../../../src/cli/example.ts'
import { generatedDocs } from '../../../src/cli/generated-pages.ts'
import { initIn } from '../../../src/cli/init.ts'
import { tokensText } from '../../../src/cli/tokens.ts'
import { scopesOf } from '../../../src/command/command.ts'
import { loadCommands } from '../../../src/command/load.ts'
import { usage } from '../../../src/command/usage.ts'
import { readConfig } from '../../../src/config.ts'
import { createPolicy } from '../../../src/policy/policy.ts'
import type { System } from '../../../src/systems/system.ts'
import { emptyFolder, typing } from '../../cli/typing.ts'
import { helpFor } from '../../command/help-for.ts'
import { commandsOf } from './commands.ts'
import { operationsOf } from './connected.ts'

const all = await loadCommands(commandsFolder)

/** Reads a settings file as the bot would, each of its tokens filled in. */
const configOf = (settings: string) => {
  const folder = emptyFolder()
  writeFileSync(join(folder, 'coxswain.yml'), settings)
  const env = Object.fromEntries([...settings.matchAll(/env:(\w+)/g)].map(([, name]) => [name, `token-of-${name}`]))
  return readConfig({ env, systems: settingsNames(all), folder })
}

/** Every place that tells people about the systems tells them about this one, and what it declares in words is complete. */
export const pageContract = (system: System): void => {
  const operations = Object.values(operationsOf(system))
  const commands = commandsOf(system)
  const served = system.accounts.flatMap(({ scopes }) => scopes)

  test('every scope has its words, and there are none for another', () => {
    const scopes = [...new Set(operations.map(({ scope }) => scope))].sort()
    expect(Object.keys(system.scopes).sort()).toEqual(scopes)
    expect(Object.values(system.scopes).filter((words) => words.trim() === '')).toEqual([])
  })

  test('every scope that a command or the handshake needs is of an account, the first of which opens the connection', () => {
    const handshake = operations.filter(({ shape }) => shape.internal === 'handshake').map(({ scope }) => scope)
    const needed = new Set([...handshake, ...commands.flatMap(scopesOf)])
    expect([...needed].filter((scope) => !served.includes(scope))).toEqual([])
    expect(system.accounts[0]?.scopes ?? []).toEqual(expect.arrayContaining(handshake))
    expect(served.filter((scope) => !operations.some((operation) => operation.scope === scope))).toEqual([])
    expect(new Set(served).size).toBeGreaterThan(0)
  })

  test('the generated pages have its commands, its requests and its accounts', async () => {
    const pages = await generatedDocs()
    const page = (name: string) => pages[name] ?? ''
    if (commands.length > 0) {
      expect(page('docs/commands.md')).toContain(`## ${system.title}\n`)
      expect(page('docs/slack.md')).toContain(`| \`/${system.name}\` |`)
      expect(page('manifest.yml')).toContain(`command: /${system.name}\n`)
    }
    for (const command of commands) expect(page('docs/commands.md')).toContain(`### \`${usage(command)}\`\n`)
    for (const { scope, endpoint } of operations) {
      expect(page('docs/tokens.md')).toContain(`| \`${scope}\` | \`${endpoint}\` |`)
      expect(tokensText(system.name)).toContain(`${scope}\n`)
      expect(tokensText(system.name)).toContain(`  ${endpoint}`)
    }
    for (const [at, { name, purpose }] of system.accounts.entries())
      expect(page('docs/tokens.md')).toContain(`### ${at + 1}. ${name}\n\n${purpose}\n`)
    expect(page('docs/configuration.md')).toContain(`\n  ${system.name}/`)
    for (const [, name] of system.example.connections.matchAll(/env:(\w+)/g))
      expect(page('.env.example')).toContain(`# ${name}=\n`)
  })

  test('help lists every command', () => {
    const rights = { may: () => true, grants: () => undefined }
    const text = JSON.stringify(helpFor(all, system.name, rights))
    for (const command of commands) {
      expect(text).toContain(command.words.slice(0, 2).join(' '))
      expect(helpFor(all, command.name, rights).title).toBe(`“/${usage(command)}”`)
    }
  })

  test('its example is a settings file that the bot accepts, alone and among the others', async () => {
    expect(configOf(exampleSettings([system])).connections.map((one) => one.system)).toEqual([system.name])
    const [, whole = ''] = /```yaml\n([\s\S]*?)```/.exec((await generatedDocs())['docs/configuration.md'] ?? '') ?? []
    expect(configOf(whole).connections.map((one) => one.system)).toContain(system.name)
  })

  test('init makes settings that the bot accepts: everybody reads, and the admin changes something', async () => {
    const { example } = system.setup.address
    const answers = [example, 'prod', 'ana@acme.net', '', 'https://bot.acme.net']
    const folder = emptyFolder()
    const { terminal, said, left } = typing(answers)
    await initIn(folder, terminal, 'ana', [system])
    expect(left).toEqual([])
    const config = configOf(readFileSync(join(folder, 'coxswain.yml'), 'utf8'))
    expect(config.warnings).toEqual([])
    expect(config.connections).toMatchObject([{ id: `${system.name}/prod`, url: example, web: example }])
    const variables = [...readFileSync(join(folder, '.env'), 'utf8').matchAll(/^(\w+)=$/gm)].map(([, name]) => name)
    for (const { variable } of system.setup.tokens) {
      const name = `${system.name}_prod_${variable}_token`.toUpperCase()
      expect(variables).toContain(name)
      expect(said.at(-1)).toContain(name)
    }
    const sensitive = operations.flatMap(({ scope, shape }) => (shape.sensitive ? [scope] : []))
    const policy = createPolicy({ ...config, sensitive })
    const may = (email: string, scope: string) =>
      policy.decide(
        { id: `slack:T1/${email}`, name: email, email, kind: 'slack' },
        { scopes: [scope], connection: `${system.name}/prod` },
      ).allowed
    const reads = commands.flatMap((command) => (command.kind === 'read' ? command.scopes : []))
    for (const scope of reads.filter((one) => /:read$/.test(one) && !sensitive.includes(one))) {
      expect(may('rita@acme.net', scope), scope).toBe(true)
      expect(may('eve@evil.net', scope), scope).toBe(false)
    }
    const writes = operations.flatMap(({ kind, scope }) => (kind === 'write' ? [scope] : []))
    expect(writes.filter((scope) => may('rita@acme.net', scope))).toEqual([])
    expect(writes.some((scope) => may('ana@acme.net', scope))).toBe(writes.length > 0)
  })
}
