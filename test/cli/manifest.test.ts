import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { some } from '../runs.ts'
import { ManifestRules } from '../slack/manifest-rules.ts'
import { coxswain } from './coxswain.ts'

/** Runs `coxswain manifest` in a folder with these settings, or with none. */
const manifest = (settings: string | undefined, ...args: string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-manifest-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (settings !== undefined) writeFileSync(join(folder, 'coxswain.yml'), settings)
  return coxswain(['manifest', ...args], { cwd: folder })
}

const slashes = (yaml: string): readonly string[] =>
  ManifestRules.parse(parse(yaml)).features.slash_commands?.map(({ command }) => command) ?? []

const settings = `connections:
  rudder/prod:
    url: https://rudder.acme.net/rudder
    tokens: [{ name: reader, secret: env:NOT_YET, scopes: ["rudder:*:read"] }]
slack: { word: coxswain, prefix: eu- }
`

test('it prints what Slack takes, with the words of the settings, before there are tokens', async () => {
  const [without, plain, prefixed, own] = await Promise.all([
    manifest(undefined, '--url', 'https://bot.acme.net/'),
    manifest(settings, '--url', 'https://bot.acme.net'),
    manifest(settings, '--url', 'https://bot.acme.net', '--prefix', 'stg-'),
    manifest('slack: { word: coxswain }\n', '--url', 'https://bot.acme.net/deep/slack/events'),
  ])
  expect([without.code, without.err]).toEqual([0, ''])
  expect(slashes(without.out)).toEqual(['/lens', '/redash', '/rill', '/rudder', '/cox'])
  expect(slashes(plain.out)).toEqual(['/eu-rudder', '/eu-coxswain'])
  expect(plain.err).toBe('')
  expect(slashes(prefixed.out)).toEqual(['/stg-rudder', '/stg-coxswain'])
  expect(prefixed.err).toContain('in coxswain.yml, under slack:, prefix: "stg-"')
  expect(slashes(own.out)).toEqual(['/coxswain'])
  expect(own.out).toContain('request_url: https://bot.acme.net/deep/slack/events\n')
})

test('without an address it says on the side what that means, so that the output is still a manifest', async () => {
  const { code, out, err } = await manifest(undefined)
  expect([code, parse(out).settings.socket_mode_enabled]).toEqual([0, true])
  expect(err).toContain('Without --url https://… this is an app for Socket Mode: give the bot SLACK_APP_TOKEN')
})

test.each(
  some<[string[], string]>(2, [
    [['--url', 'http://bot.acme.net'], '--url must begin with https://'],
    [['--url', 'https://localhost:3000'], '--url is this machine itself'],
    [['--url', 'https://me:pa55word@bot.acme.net'], '--url has a user or password in it'],
    [['--url', 'https://bot.acme.net?x=1'], '--url has a query'],
    [['--url', 'bot.acme.net'], '--url is not a URL'],
    [['--prefix', '/stg-'], '--prefix must be at most 16 small letters'],
    [['more'], 'It must be `coxswain manifest [options]`;'],
  ]),
)('%j is refused', async (args, text) => {
  const { code, out, err } = await manifest(undefined, ...args)
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(text)
  expect(err).not.toContain('pa55word')
})

test('a mistake in the settings is named, and a name that Slack would not take is refused', async () => {
  const wrong = await manifest('slack: { word: rudder }\n')
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('coxswain.yml:1: slack.word is the word') })
  const long = await manifest('slack: { word: the-coxswain-of-acme }\n', '--prefix', 'staging-eu-west-')
  expect(long.err).toContain('/staging-eu-west-the-coxswain-of-acme is longer than the 32 characters that Slack takes')
})
