import { expect, test } from 'vitest'
import about from '../../package.json' with { type: 'json' }
import { readCall } from '../../src/cli/call.ts'
import { verbs } from '../../src/cli/verbs.ts'
import { coxswain } from './coxswain.ts'

const names = Object.keys(verbs)

test.each(names)('%s has a help with its usage and every option in a line, whatever stands beside it', (name) => {
  const shown = [['--help'], ['-h'], ['x', 'y', '-h', '--nope']].map((more) => readCall([name, ...more]))
  const [first] = shown
  expect(shown).toEqual([first, first, first])
  expect(readCall(['help', name])).toEqual(first)
  if (!(first && 'text' in first)) throw new Error('nothing is shown')
  const [usage = '', does = '', options = ''] = first.text.split('\n\n')
  expect(usage).toMatch(new RegExp(`^Usage: coxswain ${name}( .+)?$`))
  expect(does).toMatch(/^[A-Z].+\.$/)
  const lines = options.split('\n')
  expect(lines[0]).toBe('Options:')
  const own = verbs[name as keyof typeof verbs].options
  expect(lines.slice(1).map((line) => /--(\w+)/.exec(line)?.[1])).toEqual([...own, 'help', 'version'])
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}\S.* {2}\S/)
  expect(readCall([name, '--version'])).toEqual({ show: 'version' })
})

test('as a process: help and version start nothing, and go to standard output', async () => {
  const [all, doctor, started, asked] = await Promise.all([
    coxswain(['--help']),
    coxswain(['doctor', '-h']),
    coxswain(['start', '--version']),
    coxswain(['--version']),
  ])
  expect(all).toMatchObject({ code: 0, err: '' })
  for (const name of names) expect(all.out).toMatch(new RegExp(`^ {2}${name} .*\\S`, 'm'))
  expect(doctor).toMatchObject({ code: 0, err: '', out: expect.stringContaining('--offline') })
  expect(started).toEqual({ code: 0, out: `${about.version}\n`, err: '' })
  expect(asked).toEqual(started)
})

test.for<readonly [args: readonly string[], sentence: string]>([
  [['doctor', '--ofline'], 'coxswain doctor has no option --ofline; did you mean --offline?'],
  [['start', '--json'], 'coxswain start has no option --json; it takes --help and --version.'],
  [['backup', '-x', 'file'], 'coxswain backup has no option -x; it takes --keep, --help and --version.'],
  [['doctr'], 'coxswain has no subcommand doctr. Did you mean doctor?'],
  [['frobnicate'], 'coxswain has no subcommand frobnicate. `coxswain --help` lists them.'],
  [['constructor'], 'coxswain has no subcommand constructor. `coxswain --help` lists them.'],
  [['play', '--port'], '--port needs a value; `coxswain play --help` says which.'],
  [['manifest', '--url', '--prefix', 'x'], '--url needs a value; `coxswain manifest --help` says which.'],
  [['doctor', '--json=yes'], '--json takes no value.'],
])('%j is one sentence', ([args, sentence]) => {
  expect(() => readCall(args)).toThrow(expect.objectContaining({ name: 'UserError', message: sentence }))
})

test('a word too few or too many says how the verb is called', async () => {
  const [few, many] = await Promise.all([coxswain(['backup']), coxswain(['start', 'now'])])
  expect(few).toEqual({
    code: 2,
    out: '',
    err: 'It must be `coxswain backup <file or folder> [options]`; `coxswain backup --help` says more.\n',
  })
  expect(many.err).toBe('It must be `coxswain start`; `coxswain start --help` says more.\n')
})
