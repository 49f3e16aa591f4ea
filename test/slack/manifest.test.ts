import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { systems } from '../../src/app.ts'
import { manifestYaml } from '../../src/cli/manifest.ts'
import { manifestOf } from '../../src/slack/manifest.ts'
import { type BotScope, botScopes, events, lookupScopes, slackMethods } from '../../src/slack/scopes.ts'
import { loadedCommands } from '../loaded.ts'
import { ManifestRules } from './manifest-rules.ts'

const root = join(import.meta.dirname, '../..')
const commands = await loadedCommands()
const all = systems.map(({ name }) => name)
const plain = { commands, systems: all, own: 'cox', prefix: '' }
const url = 'https://coxswain.acme.net'
const scopes: readonly BotScope[] = botScopes

/** What Slack would say of a manifest; nothing where it takes it. */
const wrongWith = (manifest: unknown): readonly string[] =>
  (ManifestRules.safeParse(manifest).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`)

test('with an address everything comes there, over HTTP', () => {
  const manifest = manifestOf({ ...plain, url })
  expect(wrongWith(manifest)).toEqual([])
  const events = `${url}/slack/events`
  expect(manifest.settings).toMatchObject({
    event_subscriptions: { request_url: events },
    interactivity: { is_enabled: true, request_url: events },
    socket_mode_enabled: false,
  })
  for (const command of manifest.features.slash_commands) expect(command).toMatchObject({ url: events })
})

test('without one it is for Socket Mode, and names no address at all', () => {
  const manifest = manifestOf(plain)
  expect(wrongWith(manifest)).toEqual([])
  expect(manifest.settings.socket_mode_enabled).toBe(true)
  expect(JSON.stringify(manifest)).not.toMatch(/https?:/)
})

test('a slash command for each connected system and one for the bot, with the words that follow', () => {
  const words = commands.flatMap(({ name }) => (name.startsWith('rudder ') ? (name.split(' ')[1] ?? []) : []))
  // `rule` stands for `rules` too, and `category` is alone.
  const hinted = [...new Set(words)]
    .sort()
    .filter((word) => !words.includes(word.replace(/s$/, '')) || !word.endsWith('s'))
  expect(hinted).toEqual(expect.arrayContaining(['category', 'methods', 'request', 'settings']))
  expect(hinted).not.toContain('requests')
  expect(manifestOf(plain).features.slash_commands).toEqual([
    {
      command: '/lens',
      description: 'Ask DataOS Lens',
      usage_hint: 'graphql | load | meta | sql | help',
      should_escape: true,
    },
    {
      command: '/redash',
      description: 'Ask Redash; a change waits for a confirmation',
      usage_hint: 'dashboard | query | run | help',
      should_escape: true,
    },
    {
      command: '/rill',
      description: 'Ask Rill',
      usage_hint: 'apis | call | metrics | views | help',
      should_escape: true,
    },
    {
      command: '/rudder',
      description: 'Ask Rudder; a change waits for a confirmation',
      usage_hint: `${hinted.join(' | ')} | help`,
      should_escape: true,
    },
    {
      command: '/cox',
      description: 'Coxswain itself: help, who you are, how it is, locks',
      usage_hint:
        'connect | connections | disconnect | doctor | help | lock | mute | proposals | status | unlock | unmute | watch | watches | whoami',
      should_escape: true,
    },
  ])
  const names = (options: object) =>
    manifestOf({ ...plain, ...options }).features.slash_commands.map(({ command }) => command)
  expect(names({ systems: [] })).toEqual(['/cox'])
  expect(names({ own: 'coxswain', prefix: 'stg-' })).toEqual([
    '/stg-lens',
    '/stg-redash',
    '/stg-rill',
    '/stg-rudder',
    '/stg-coxswain',
  ])
})

test('two bots in one workspace are told apart by their names', () => {
  const { display_information: shown, features } = manifestOf({ ...plain, prefix: 'stg-' })
  expect([shown.name, features.bot_user.display_name]).toEqual(['Coxswain (stg)', 'stg-coxswain'])
})

test('whatever prefix and word the settings allow, Slack takes it, and YAML gives back what was written', () => {
  const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789-_']
  const word = (least: number, most: number) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength: least, maxLength: most })
  const prefix = fc.oneof(
    fc.constant(''),
    word(1, 16).filter((text) => /^[a-z0-9]/.test(text)),
  )
  const own = word(1, 15).filter((text) => /^[a-z]/.test(text) && !all.includes(text))
  fc.assert(
    fc.property(prefix, own, fc.boolean(), (begins, name, outside) => {
      const manifest = manifestOf({ ...plain, prefix: begins, own: name, ...(outside && { url }) })
      expect(wrongWith(manifest)).toEqual([])
      expect(parse(manifestYaml(manifest))).toEqual(manifest)
    }),
  )
})

test('what Slack would refuse is refused by the rules here', () => {
  const manifest = manifestOf({ ...plain, url })
  const [first] = manifest.features.slash_commands
  const { settings, features, oauth_config: oauth } = manifest
  const changed = (change: object) => wrongWith({ ...manifest, ...change })
  const command = (change: object) => changed({ features: { ...features, slash_commands: [{ ...first, ...change }] } })
  expect(changed({ extra: 1 })).toHaveLength(1)
  expect(changed({ display_information: { name: 'x'.repeat(36) } })).toHaveLength(1)
  expect(changed({ display_information: { name: 'x', long_description: 'too short' } })).toHaveLength(1)
  expect(changed({ features: { ...features, bot_user: { display_name: 'Coxswain!' } } })).toHaveLength(1)
  expect(changed({ oauth_config: { scopes: { bot: [...oauth.scopes.bot, 'commands'] } } })).toHaveLength(1)
  expect(changed({ settings: { ...settings, interactivity: {} } })).not.toEqual([])
  expect(changed({ settings: { ...settings, event_subscriptions: { bot_events: [] } } })).toEqual([
    ': Event Subscription requires either Request URL or Socket Mode Enabled',
  ])
  for (const wrong of [{ command: 'rudder' }, { command: `/${'r'.repeat(32)}` }, { description: '' }, { url: 'bot' }])
    expect(command(wrong), JSON.stringify(wrong)).toHaveLength(1)
  expect(command({ url: undefined })).toEqual([': Slash commands require a URL'])
  expect(changed({ features: { ...features, slash_commands: [first, first] } })).toEqual([
    ': two slash commands have one name',
  ])
})

test('it asks for no more than the table of scopes, and for no history of channels and no files of others', () => {
  const { oauth_config: oauth, settings } = manifestOf(plain)
  expect(oauth).toEqual({ scopes: { bot: scopes.map(({ scope }) => scope) } })
  expect(settings.event_subscriptions.bot_events).toEqual(events)
  expect(settings.event_subscriptions.bot_events).toEqual(scopes.flatMap((one) => one.events))
  for (const scope of oauth.scopes.bot)
    expect(scope).not.toMatch(
      /^(channels|groups|mpim):history|^files:(?!write$)|write\.|manage|join|admin|:write\.public/,
    )
  for (const { scope, why } of scopes) expect(why, scope).toMatch(/^[A-Z].+\.$/)
})

test('it asks for the history of channels only to look for its own messages', () => {
  const { oauth_config: oauth, ...rest } = manifestOf({ ...plain, looks: true })
  const { oauth_config: usual, ...others } = manifestOf(plain)
  expect(wrongWith({ ...rest, oauth_config: oauth })).toEqual([])
  expect(rest).toEqual(others)
  expect(oauth.scopes.bot).toEqual([...usual.scopes.bot, 'channels:history', 'groups:history'])
  const page = readFileSync(join(root, 'docs/slack.md'), 'utf8')
  for (const { scope, why, methods } of lookupScopes)
    for (const part of [`- \`${scope}\`: ${why}`, ...methods.map((method) => `\`${method}\``)])
      expect(page).toContain(part)
})

test('each scope is there for a method, an event or the slash commands, and each method has its scopes', () => {
  for (const one of scopes)
    expect(one.scope === 'commands' || one.methods.length + one.events.length > 0, one.scope).toBe(true)
  expect(slackMethods['chat.postMessage']).toEqual(['chat:write'])
  expect(slackMethods['users.info']).toEqual(['users:read', 'users:read.email'])
  expect(slackMethods['auth.test']).toEqual([])
  expect(new Set(Object.values(slackMethods).flat()).isSubsetOf(new Set(scopes.map(({ scope }) => scope)))).toBe(true)
})

test('manifest.yml is what Slack takes: every system, no address', () => {
  const file = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'))
  expect(wrongWith(file)).toEqual([])
  expect(file).toEqual(manifestOf(plain))
})

test('docs/slack.md has a row for each scope, and names each method, event and slash command of the manifest', () => {
  const page = readFileSync(join(root, 'docs/slack.md'), 'utf8')
  const rows = page.split('\n').filter((line) => /^\| `[a-z_]+(:[a-z.]+)?` \| .* \| .* \| .* \|$/.test(line))
  expect(rows.map((row) => row.split('`')[1])).toEqual(manifestOf(plain).oauth_config.scopes.bot)
  for (const [at, one] of scopes.entries())
    for (const part of [one.why, ...one.methods, ...one.events]) expect(rows[at]).toContain(part)
  for (const name of [...Object.keys(slackMethods), ...events]) expect(page).toContain(`\`${name}\``)
  for (const { command } of manifestOf(plain).features.slash_commands) expect(page).toContain(`| \`${command}\` |`)
})

test('docs/slack.md names only settings that exist', () => {
  const page = readFileSync(join(root, 'docs/slack.md'), 'utf8')
  const settings = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
  const variables = [...page.matchAll(/`([A-Z][A-Z_]{3,})`/g)].map(([, name]) => name)
  expect(variables).toContain('SLACK_SIGNING_SECRET')
  for (const name of variables) expect(settings).toContain(`| \`${name}\` |`)
  for (const [, section, key] of page.matchAll(/`(slack|identity)\.(\w+)`/g))
    expect(settings.split(`## \`${section}\``)[1], `${section}.${key}`).toContain(`| \`${key}\` |`)
})
