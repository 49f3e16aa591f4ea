import { test } from 'vitest'
import { commandsFolder } from '../../src/app.ts'
import { loadCommands } from '../../src/command/load.ts'
import { withRequest } from '../commands/setup.ts'
import { matchGolden } from './golden.ts'
import { startGolden } from './scene.ts'

const commands = await loadCommands(commandsFolder)

test('help, for who may and for who may not', async () => {
  const { asked, sections } = await startGolden()
  for (const who of ['ana', 'rita']) for (const line of ['cox help', 'cox help rudder']) await asked(line, { who })
  for (const line of ['cox', 'rudder', 'rudder ?', 'rudder help']) await asked(line, { who: 'gus' })
  for (const line of [
    'cox help rudder rule disable',
    'cox help rule',
    'cox help rudder rule',
    'cox help frobnicate',
    'rudder rule disable help',
  ])
    await asked(line)
  await matchGolden('help', sections)
})

test('the help of every command', async () => {
  const { asked, sections } = await startGolden()
  for (const { name } of commands) await asked(`cox help ${name}`)
  await matchGolden('help-commands', sections)
})

const machine = [
  [/Node(?:\.js)? \d+\.\d+\.\d+/g, 'Node 1.2.3'],
  [/SQLite \d+\.\d+\.\d+/g, 'SQLite 1.2.3'],
  [/[\d.,]+ GiB/g, '10 GiB'],
  [/(?:[\d.]+ )(?:MB|MiB|KB|kB)/g, '1 MB'],
  [/\/tmp\/coxswain-store-[^/"]+/g, '/store'],
] as const

test('what the bot says of itself', async () => {
  const { asked, sections, ask, propose, world } = await startGolden({}, [], machine)
  // What a checkup waits for has an end; here it never comes.
  Object.assign(world.clock, { sleep: () => new Promise<void>(() => {}) })
  const own = commands.filter(({ kind, name }) => kind === 'local' && name !== 'cox help')
  for (const line of own.flatMap(({ examples }) => examples)) await asked(line, { who: 'marc' })
  for (const line of ['cox lock rudder/prod', 'cox lock nowhere', 'cox unlock rudder/prod', 'cox unlock rudder/prod'])
    await asked(line, { who: 'marc' })
  for (const who of ['ana', 'rita', 'gus'])
    for (const line of ['cox whoami', 'cox lock rudder/prod', 'cox status', 'cox doctor']) await asked(line, { who })
  await propose('rudder rule disable SSH hardening')
  await ask('cox lock rudder/staging', 'marc')
  for (const line of ['cox status', 'cox doctor'])
    await asked(line, { who: 'marc', note: 'with a lock and a proposal' })
  await matchGolden('cox', sections)
})

test('what the policy refuses', async () => {
  const { asked, sections } = await startGolden()
  for (const {
    kind,
    examples: [line = ''],
  } of commands)
    if (kind === 'write') await asked(line, { who: 'rita' })
  for (const line of ['rudder compliance', 'rudder node web-101.paris1.acme.net']) await asked(line, { who: 'gus' })
  for (const line of ['rudder properties', 'rudder directive details SSH settings', 'rudder technique directives JVM'])
    await asked(line, { who: 'rita' })
  await matchGolden('refused', sections)
})

const mistyped = [
  ...['', 'frobnicate', 'rudder frobnicate', 'rudder rule', 'rudder rule disable', 'rudder rule disable ..'],
  ...[
    'rudder rule disable SSH',
    'rudder rule disable zzqqx',
    'rudder rule disable SSH hardenning',
    'rudder complience',
  ],
  ...['rudder rule disable a\u0000b', 'rudder compliance --on nowhere', 'rudder compliance --frob', 'rudder node web-'],
  ...['rudder rule assign SSH banner', 'rudder rule assign SSH banner to', 'rudder rule clone SSH hardening'],
  ...['rudder rule clone SSH hardening as NTP client', 'rudder rule create NTP client', 'rudder request 7'],
  ...[
    'rudder request seven',
    'rudder rule disable CIS level 2',
    'rudder rule enable SSH hardening',
    'rudder group create X',
  ],
  ...[
    'rudder group create X matching **',
    'rudder node accept nobody',
    'rudder diff SSH hardening prod',
    'rudder nodes zzqqx',
  ],
  ...['rudder category create Security', 'rudder rule disable SSH hardening because no', 'rudder compliance quietly'],
]

test('what is mistyped, not there, or so already', async () => {
  const { asked, sections, rudder } = await startGolden()
  withRequest(rudder)
  for (const line of mistyped) await asked(line)
  rudder.state.settings.mandatory_change_message = true
  for (const line of ['rudder rule disable SSH hardening', 'rudder rule disable SSH hardening because no'])
    await asked(line, { note: 'where a reason is mandatory' })
  await matchGolden('mistyped', sections)
})
