import { expect, test } from 'vitest'
import { namedIn, settingsNames } from '../../src/app.ts'
import { checkSettings, readConfig } from '../../src/config.ts'
import { loadedCommands } from '../loaded.ts'
import { connection, folderWith, mistakesOf, tokens } from './setup.ts'

const yaml = (line: string, more = '', watch = '') => `connections:
${connection('    default: true\n')}${connection('    channels: [C0STAGING]\n', 'rudder/staging')}groups: []
${more}watches:
  ssh-drift:
    line: ${JSON.stringify(line)}
    channel: C0OPS
    owner: U07ANA
${watch}`

const systems = settingsNames(await loadedCommands())
const mistakes = (text: string) => mistakesOf(() => checkSettings({ env: {}, systems, folder: folderWith(text) }))

test('watches are read with their lines; where no time of day is named, no zone is needed', () => {
  const line = '/rudder watch compliance SSH hardening every 5m when failing > 10'
  const config = readConfig({ env: tokens, systems, folder: folderWith(yaml(line)) })
  expect(config.watches).toEqual([{ name: 'ssh-drift', line, channel: 'C0OPS', owner: 'U07ANA', zone: 'UTC' }])
  const daily = yaml('rudder watch compliance every weekday at 9:00', '', '    zone: Europe/Paris\n')
  expect(readConfig({ env: tokens, systems, folder: folderWith(daily) }).watches[0]?.zone).toBe('Europe/Paris')
})

test.each([
  ['/rudder compliance', 'It is no watch: the word “watch” follows the system'],
  ['/rudder watch compliance', 'Say how often to look, or when to post'],
  ['/rudder watch rule disable SSH hardening every 5m', 'changes something. Only what reads can be watched.'],
  ['/cox watch status every 5m', 'reads no system'],
  ['/rill watch apis every 5m', 'No rill is connected'],
  ['/rudder watch compliance --on nowhere every 5m', 'There is no connection “nowhere”'],
  ['/rudder watch compliance every 10s', 'once a minute at most'],
  ['/rudder watch compliance every weekday at 9:00', 'needs zone, because its line names a time of day'],
  ['/rudder watch compliance every 5m ping @oncall', 'Only an alert pings somebody'],
  [
    '/rudder watch compliance when failing > 10 ping @oncal',
    '"oncal", which is not in alerts.groups; allowed: oncall.',
  ],
])('the line %s is a mistake that is found without secrets and servers', (line, why) => {
  const said = mistakes(yaml(line, 'alerts:\n  groups: { oncall: S0ONCALL }\n'))
  expect(said).toContain(why)
  expect(said).toContain('watches.ssh-drift')
  expect(said).toMatch(/coxswain\.yml:\d+/)
})

test.each([
  ['channel: C0OPS', 'channel: ops', 'must be the id of a channel'],
  ['owner: U07ANA', 'owner: ana@acme.net', 'must be the id of a person in Slack'],
  ['  ssh-drift:', '  SSH drift:', 'must be at most 40 small letters'],
  ['    owner: U07ANA', '    ownr: U07ANA', 'Did you mean owner?'],
  ['    owner: U07ANA', '    owner: U07ANA\n    zone: Mars/Olympus', 'is not a time zone'],
])('%s can’t be %s', (from, to, why) => {
  expect(mistakes(yaml('/rudder watch compliance every 5m').replace(from, to))).toContain(why)
})

test('its channel is one that the settings name, so doctor looks whether the bot is in it', () => {
  const config = readConfig({
    env: tokens,
    systems,
    folder: folderWith(yaml('/rudder watch compliance every 5m when failing > 10')),
  })
  expect(namedIn(config).channels.get('C0OPS')).toEqual(['watch ssh-drift'])
})
