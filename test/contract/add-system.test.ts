import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isFull } from '../runs.ts'
import { startDepot } from './depot/local-depot/server.ts'

// CONTRIBUTING says that a system is its own folders and some lines that register it. This one is added to a copy of the
// project, in which nothing else is changed.
const root = join(import.meta.dirname, '../..')
let copy = ''
/** The compiler and a second Vitest are slow where others work too. */
const timeout = 240_000

const own = {
  system: 'src/systems/depot',
  commands: 'commands/depot',
  'local-depot': 'packages/local-depot/src',
  'contract.ts': 'test/systems/depot/contract.test.ts',
}

const manifest = {
  name: 'local-depot',
  version: '0.1.0',
  private: true,
  type: 'module',
  exports: { '.': './src/server.ts', './play': './src/play.ts' },
}

/** The lines that register it, each behind a text of its file. */
const lines = [
  ['src/registry.ts', '', "export { depot } from './systems/depot/index.ts'\n"],
  ['packages/play/src/registered.ts', '', "export { depot } from 'local-depot/play'\n"],
  ['packages/play/package.json', '"devDependencies": {', '\n    "local-depot": "0.1.0",'],
] as const

interface Ended {
  readonly code: number
  readonly out: string
}

const minimal = () => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NODE_COMPILE_CACHE: join(copy, '.cache'),
})

/** Runs the Node that runs this; what it printed, errors too. */
const run = (args: readonly string[], cwd = copy, env: Readonly<Record<string, string>> = {}) =>
  new Promise<Ended>((resolve) => {
    const options = { cwd, env: { ...minimal(), ...env } }
    execFile(process.execPath, ['--no-warnings', ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out: out + err }),
    )
  })

const cli = (args: readonly string[], cwd?: string) => run([join(copy, 'src/cli.ts'), ...args], cwd)

/** What `npm install` makes: every package by a link, those of the workspaces to the copy. */
const linkPackages = () => {
  mkdirSync(join(copy, 'node_modules'))
  const workspaces = readdirSync(join(copy, 'packages'))
  const installed = readdirSync(join(root, 'node_modules')).filter((name) => !workspaces.includes(name))
  for (const name of installed) symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name))
  for (const name of workspaces) symlinkSync(join('../packages', name), join(copy, 'node_modules', name))
}

beforeAll(() => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  copy = mkdtempSync(join(root, '.tmp/system-'))
  for (const name of ['src', 'commands', 'packages', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'])
    cpSync(join(root, name), join(copy, name), { recursive: true })
  for (const [from, to] of Object.entries(own))
    cpSync(join(import.meta.dirname, 'depot', from), join(copy, to), { recursive: true })
  writeFileSync(join(copy, 'packages/local-depot/package.json'), JSON.stringify(manifest))
  for (const [name, before, line] of lines) {
    const text = readFileSync(join(copy, name), 'utf8')
    expect(text).toContain(before)
    writeFileSync(join(copy, name), text.replace(before, before + line))
  }
  linkPackages()
})
afterAll(() => rmSync(copy, { recursive: true }))

// The rest of the quick suite runs it.
test.runIf(isFull())('it compiles', { timeout }, async () => {
  const include = [...Object.values(own), 'packages/play/src', 'test/systems/depot', 'test/postgres.ts']
  writeFileSync(join(copy, 'tsconfig.depot.json'), JSON.stringify({ extends: './tsconfig.json', include }))
  expect(await run(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.depot.json'])).toEqual({ code: 0, out: '' })
})

test('it is in the generated pages, in help, in the manifest, in tokens and in the playground', {
  timeout,
}, async () => {
  expect((await cli(['docs'])).code).toBe(0)
  const page = (name: string) => readFileSync(join(copy, name), 'utf8')
  expect(page('docs/commands.md')).toContain('### `depot parcel move <parcel> to <shelf>')
  expect(page('docs/tokens.md')).toContain('| `depot:parcels:write` | `PATCH /parcels/{parcelId}` | a change;')
  expect(page('docs/tokens.md')).toContain(
    '## Which accounts to make in Depot\n\nThe keys of the depot.\n\n### 1. looker',
  )
  expect(page('docs/configuration.md')).toContain('  depot/north:\n    url: https://depot.acme.net\n')
  expect(page('.env.example')).toContain('# DEPOT_LOOK_TOKEN=\n')
  expect(page('manifest.yml')).toContain('command: /depot\n')
  expect((await cli(['tokens', 'depot'])).out).toContain('depot:parcels:write\n  PATCH /parcels/{parcelId}')
  const help = await cli(['run', '--play', 'cox help depot'])
  expect(help.out).toContain('Move this parcel to another shelf')
  expect((await cli(['run', '--play', 'depot parcels'])).out).toContain('Red crate on B2')
})

test('init asks which system, and what it writes leads the bot to it, as doctor finds', { timeout }, async () => {
  const local = await startDepot()
  local.keys.set('the-key-that-looks', ['depot:status:read', 'depot:parcels:read'])
  local.keys.set('the-key-that-moves', ['depot:parcels:write'])
  const folder = join(copy, 'set-up')
  mkdirSync(folder)
  const typed = ['depot and rudder', 'depot', local.url, 'north', 'ana@acme.net', '', '']
  writeFileSync(
    join(copy, 'type.ts'),
    `import { initIn } from './src/cli/init.ts'
const left = ${JSON.stringify(typed)}
const say = (text: string) => console.log(text)
const question = async (prompt: string) => (say(prompt), left.shift())
await initIn('set-up', { interactive: true, out: say, note: say, show: () => {}, close: () => {}, question }, 'ana')
`,
  )
  const { code, out } = await run(['type.ts'])
  expect(code, out).toBe(0)
  expect(out).toContain('Which of depot, lens, redash, rill, rudder do you want to connect (several with commas)?')
  expect(out).toContain("which I don't support. Type one or more of depot, lens, redash, rill, rudder.")
  expect(out).toContain('Where is Depot, such as https://depot.acme.net?')
  expect(out).toContain(
    "2. On the depot's page “Keys” make two keys, and copy them into .env: DEPOT_NORTH_LOOK_TOKEN, ",
  )
  const env = readFileSync(join(folder, '.env'), 'utf8')
    .replace('DEPOT_NORTH_LOOK_TOKEN=', '$&the-key-that-looks')
    .replace('DEPOT_NORTH_MOVE_TOKEN=', '$&the-key-that-moves')
  writeFileSync(join(folder, '.env'), env)
  const doctor = await cli(['doctor', '--json'], folder)
  await local.close()
  const { findings } = JSON.parse(doctor.out) as { findings: { about: string; level: string; says: string }[] }
  expect(findings.filter(({ level }) => level === 'wrong')).toEqual([])
  expect(findings.map(({ about }) => about)).toContain('depot/north')
  expect(doctor.code).toBe(0)
})

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

test('it passes the suite and the guard of imports, and what has no input is named', { timeout }, async () => {
  const files = ['test/systems/depot', 'test/guard/imports.test.ts']
  const { out } = await run(
    ['node_modules/vitest/vitest.mjs', 'run', ...files, '--reporter=json', '--outputFile=report.json'],
    copy,
    { TEST_DATABASE_URL: inject('postgresUrl') },
  )
  const { testResults } = JSON.parse(readFileSync(join(copy, 'report.json'), 'utf8')) as Report
  const all = testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = all.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  expect(
    failed.filter((name) => !name.startsWith('incomplete ')),
    out,
  ).toEqual([])
  expect(all.filter(({ status }) => status === 'passed').length).toBeGreaterThan(100)
  const lacking = failed.map((name) => name.replace(/^incomplete (every declared operation )?/, ''))
  expect(lacking).toEqual(
    expect.arrayContaining([
      'has an input, and there is none for another',
      expect.stringMatching(/^moveParcel: /),
      'depot parcel move has a row of its own',
    ]),
  )
  expect(lacking.filter((name) => /^(parcels?|status|ownToken): /.test(name))).toEqual([])
})
