import { chmodSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseDocument } from 'yaml'
import { settingsNames } from '../../src/app.ts'
import { writeAll } from '../../src/cli/init/files.ts'
import { appLink } from '../../src/cli/init/next.ts'
import { initIn } from '../../src/cli/init.ts'
import type { Terminal } from '../../src/cli/terminal.ts'
import { readConfig } from '../../src/config.ts'
import { createPolicy } from '../../src/policy/policy.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { loadedCommands } from '../loaded.ts'
import { ManifestRules } from '../slack/manifest-rules.ts'
import { coxswain } from './coxswain.ts'
import { emptyFolder, typing } from './typing.ts'

const systems = settingsNames(await loadedCommands())

const answers = ['https://rudder.acme.net/rudder', '', 'ana@acme.net', '', 'https://bot.acme.net']

/** Runs init in a new folder; what was said, and the files that are there then. */
const started = async (lines: readonly string[], user = 'ana') => {
  const folder = emptyFolder()
  const { terminal, said, left } = typing(lines)
  await initIn(folder, terminal, user, [rudder])
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  return { folder, said, left, settings: read('coxswain.yml'), env: read('.env') }
}

/** The settings as the bot reads them when every token is filled in. */
const configOf = (folder: string, env: string) => {
  const names = [...env.matchAll(/^(\w+)=$/gm)].map(([, name]) => name ?? '')
  const tokens = Object.fromEntries(names.map((name) => [name, `token-of-${name.toLowerCase()}`]))
  const slack = {
    SLACK_BOT_TOKEN: 'xoxb-1234567890-abcdef',
    ...(names.includes('SLACK_APP_TOKEN')
      ? { SLACK_APP_TOKEN: 'xapp-1-A0123-0123456789' }
      : { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' }),
  }
  return readConfig({ env: { ...tokens, ...slack }, systems, folder })
}

const linkIn = (said: readonly string[]) => /https:\/\/api\.slack\.com\S*manifest_json=\S+/.exec(said.join('\n'))?.[0]

test('five answers make settings that the bot takes once the tokens are in', async () => {
  const { folder, env, said, left } = await started(answers)
  expect(left).toEqual([])
  const config = configOf(folder, env)
  expect(config.warnings).toEqual([])
  expect(config.connections).toMatchObject([
    {
      id: 'rudder/prod',
      url: 'https://rudder.acme.net/rudder',
      web: 'https://rudder.acme.net/rudder',
      isDefault: true,
    },
  ])
  expect(config.slack?.botToken.reveal()).toMatch(/^xoxb-/)
  expect(config.identity).toMatchObject({ domains: ['acme.net'], guests: false })
  const policy = createPolicy({ ...config, sensitive: [] })
  const may = (email: string, scope: string) =>
    policy.decide(
      { id: `slack:T1/${email}`, name: email, email, kind: 'slack' },
      { scopes: [scope], connection: 'rudder/prod' },
    ).allowed
  for (const daily of ['rules:write', 'directives:write', 'groups:write', 'agents:write', 'directives:run'])
    expect(may('ana@acme.net', `rudder:${daily}`)).toBe(true)
  for (const rare of ['rule-set:write', 'directive-set:write', 'group-set:write', 'nodes:approve', 'requests:approve'])
    expect(may('ana@acme.net', `rudder:${rare}`)).toBe(false)
  expect(may('ana@acme.net', 'cox:lock:write')).toBe(true)
  expect(may('rita@acme.net', 'rudder:rules:read')).toBe(true)
  expect(may('rita@acme.net', 'rudder:rules:write')).toBe(false)
  expect(may('eve@evil.net', 'rudder:rules:read')).toBe(false)
  expect(config.approvals).toEqual([{ scopes: ['rudder:*:write', 'rudder:*:approve'], people: 2, when: { reach: 50 } }])
  expect(said.at(-1)).toMatch(/\n1\. .+\n2\. .+\n3\. .+\n4\. .+$/)
})

test('without the tokens every one that is missing is named', async () => {
  const { folder } = await started(answers)
  const read = () => readConfig({ env: {}, systems, folder })
  expect(read).toThrow('RUDDER_PROD_READ_TOKEN is empty; set it in .env or the environment')
  expect(read).toThrow('RUDDER_PROD_WRITE_TOKEN is empty; set it in .env or the environment')
})

test('.env is for its owner alone, and holds no token', async () => {
  const { folder, env } = await started(answers)
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600)
  expect(env.split('\n').filter((line) => !/^(#.*)?$/.test(line))).toEqual([
    'SLACK_BOT_TOKEN=',
    'SLACK_SIGNING_SECRET=',
    'RUDDER_PROD_READ_TOKEN=',
    'RUDDER_PROD_WRITE_TOKEN=',
  ])
})

test('the link makes the app that Slack takes, and fits into an address', async () => {
  const { said } = await started(answers)
  const link = linkIn(said) ?? ''
  expect(link.length).toBeLessThan(4000)
  const manifest = JSON.parse(new URL(link).searchParams.get('manifest_json') ?? '')
  expect(ManifestRules.safeParse(manifest).error).toBeUndefined()
  expect(manifest.settings.event_subscriptions.request_url).toBe('https://bot.acme.net/slack/events')
  expect(appLink({ long: 'x'.repeat(4000) })).toBeUndefined()
})

test('without an address the app is for Socket Mode, and .env has a line for its token', async () => {
  const { said, env, folder } = await started([...answers.slice(0, 4), ''])
  const manifest = JSON.parse(new URL(linkIn(said) ?? '').searchParams.get('manifest_json') ?? '')
  expect(ManifestRules.safeParse(manifest).error).toBeUndefined()
  expect(manifest.settings.socket_mode_enabled).toBe(true)
  expect(said.at(-1)).toContain('npm run coxswain -- manifest --url https://')
  expect(said.at(-1)).toContain('generate one with the scope connections:write')
  expect(env).toContain('\nSLACK_APP_TOKEN=\n')
  expect(env).not.toContain('SLACK_SIGNING_SECRET')
  expect(configOf(folder, env).slack?.key).toHaveProperty('appToken')
})

test('every wrong answer is told why and what is expected, and asked again', async () => {
  const { folder, env, said } = await started([
    '',
    'rudder.acme.net',
    'http://rudder.acme.net/rudder',
    'https://ana:pa55word@rudder.acme.net/rudder',
    'https://rudder.acme.net/rudder/secure/index.html#rules',
    'Prod!',
    'eu-west',
    '',
    'ana',
    'ana@localhost',
    'Ana@Acme.net',
    'https://acme.net',
    'other.net',
    'other.net, ACME.net',
    'http://bot.acme.net',
    'https://127.0.0.1',
    `https://bot.acme.net/${'x'.repeat(500)}`,
    'https://bot.acme.net/slack/events/',
  ])
  const notes = said.filter((one) => one.startsWith('That '))
  const address = 'Type the address of Rudder, such as https://rudder.acme.net/rudder.'
  const name = 'Type a letter, then letters, digits and dashes, all lower case, such as prod.'
  const person = 'Type the e-mail of one person, such as ana@acme.net.'
  const outside = 'Type an address that Slack can reach, such as https://coxswain.acme.net, or press Enter for none.'
  expect(notes).toEqual([
    `That is empty, and this question has no default. ${address}`,
    `That is not a URL; it must be like https://host/path. ${address}`,
    `That would send tokens in clear to rudder.acme.net; use https (http only to localhost, 127.0.0.1 or [::1]). ${address}`,
    `That has a user or password in it; the tokens go into .env. ${address}`,
    `That is not a name that the bot can use. ${name}`,
    `That is empty, and this question has no default. ${person}`,
    `That is not an e-mail. ${person}`,
    `That is of "localhost", which is not a domain. ${person}`,
    'That has "https://acme.net" in it, which is not a domain. Type acme.net, and other domains after commas.',
    'That leaves out acme.net, so Ana@Acme.net could do nothing. Type acme.net, and other domains after commas.',
    `That must begin with https://, because Slack sends to nothing else. ${outside}`,
    `That is this machine itself, and Slack must reach it from outside. ${outside}`,
    `That is longer than the 500 characters that Slack takes. ${outside}`,
  ])
  expect(said.join('\n')).not.toContain('pa55word')
  const config = configOf(folder, env)
  expect(config.connections).toMatchObject([{ id: 'rudder/eu-west', url: 'https://rudder.acme.net/rudder' }])
  expect(config.identity.domains).toEqual(['other.net', 'acme.net'])
  expect(env).toContain('\nRUDDER_EU_WEST_READ_TOKEN=\n')
  expect(linkIn(said)).toContain(encodeURIComponent('"https://bot.acme.net/slack/events"'))
})

test('what stands as a comment is right as soon as its # is gone', async () => {
  const { folder, settings, env } = await started(answers, 'ana.k')
  writeFileSync(join(folder, 'coxswain.yml'), settings.replace('# - cli:ana.k', '- cli:ana.k'))
  expect(configOf(folder, env).groups[1]?.includes).toEqual(['ana@acme.net', 'cli:ana.k'])
  const pinned = settings.replace(/# (tls: \{ pin: ")sha256\/\/…=/, `$1sha256//${'A'.repeat(43)}=`)
  writeFileSync(join(folder, 'coxswain.yml'), pinned)
  expect(configOf(folder, env).connections[0]?.tls).toMatchObject({ pin: `sha256//${'A'.repeat(43)}=` })
})

test('whatever the account of the machine is called, the file stays what it is', async () => {
  const { folder, settings, env } = await started(answers, 'x\n  - name: evil')
  expect(settings).not.toContain('evil')
  expect(configOf(folder, env).groups).toHaveLength(2)
})

test('an answer cannot become a setting: it stays a text', async () => {
  const odd = ['https://rudder.acme.net/a"b/#', 'https://rudder.acme.net/a%22b', 'prod', `"a':&b{}@acme.net`, '', '']
  const { folder, settings, env } = await started(odd)
  expect(parseDocument(settings).errors).toEqual([])
  expect(configOf(folder, env).groups[1]?.includes).toEqual([`"a':&b{}@acme.net`])
})

test.each([['coxswain.yml'], ['.env']])(
  '%s that is there is never touched, and the other is not made',
  async (name) => {
    const folder = emptyFolder()
    writeFileSync(join(folder, name), 'mine\n')
    const { terminal, said } = typing(answers)
    await expect(initIn(folder, terminal, 'ana', [rudder])).rejects.toThrow(
      `${name} is there already, and nothing is overwritten.`,
    )
    expect(said).toEqual([])
    expect(readdirSync(folder)).toEqual([name])
    expect(readFileSync(join(folder, name), 'utf8')).toBe('mine\n')
  },
)

test('a link to nowhere is there too, and both are named', async () => {
  const folder = emptyFolder()
  symlinkSync('/nowhere/at/all', join(folder, '.env'))
  writeFileSync(join(folder, 'coxswain.yml'), '')
  await expect(initIn(folder, typing(answers).terminal, 'ana', [rudder])).rejects.toThrow(
    'coxswain.yml and .env are there already',
  )
})

test('both files or none: one that comes while the questions are read stops it', async () => {
  const folder = emptyFolder()
  const { terminal } = typing(answers)
  const question = terminal.question
  const late: Terminal = {
    ...terminal,
    question: (prompt) => {
      writeFileSync(join(folder, 'coxswain.yml'), 'mine\n')
      return question(prompt)
    },
  }
  await expect(initIn(folder, late, 'ana', [rudder])).rejects.toThrow('coxswain.yml cannot be written here (EEXIST)')
  expect(readdirSync(folder)).toEqual(['coxswain.yml'])
  expect(readFileSync(join(folder, 'coxswain.yml'), 'utf8')).toBe('mine\n')
})

test('a folder that is not there is told, and so is one that cannot be written', () => {
  const file = { name: '.env', text: 'A=1\n', mode: 0o600 }
  expect(() => writeAll(join(emptyFolder(), 'gone'), [file])).toThrow('.env cannot be written here (ENOENT)')
  const closed = emptyFolder()
  chmodSync(closed, 0o500)
  // The administrator of the machine may write everywhere.
  if (process.getuid?.() !== 0) expect(() => writeAll(closed, [file])).toThrow('.env cannot be written here (EACCES)')
})

test('a terminal that is closed in between leaves nothing', async () => {
  const folder = emptyFolder()
  const { terminal } = typing(answers.slice(0, 3))
  await expect(initIn(folder, terminal, 'ana', [rudder])).rejects.toThrow(
    'Stopped before the end; nothing was written.',
  )
  expect(readdirSync(folder)).toEqual([])
})

test('without a terminal it says what to do instead', async () => {
  const folder = emptyFolder()
  const ended = await coxswain(['init'], { cwd: folder })
  expect(ended).toMatchObject({ code: 2, out: '' })
  expect(ended.err).toContain('there is no terminal here')
  expect(ended.err).toContain('.env.example')
  expect(readdirSync(folder)).toEqual([])
})
