import about from '../package.json' with { type: 'json' }
import { readCall, type Values, wordsMistake } from './cli/call.ts'
import { exitCodes } from './cli/exit.ts'
import { playPart } from './cli/playground.ts'
import type { VerbName } from './cli/verbs.ts'
import { UserError } from './errors.ts'
import { literal } from './message/literal.ts'

/** Input and settings may contain control characters of a terminal. */
const plain = (text: string) =>
  text
    .split('\n')
    .map((line) => literal(line, 2000))
    .join('\n')

const out = (text: string) => void process.stdout.write(`${plain(text)}\n`)

const note = (text: string) => void process.stderr.write(`${plain(text)}\n`)

const told = ({ ok, text }: { readonly ok: boolean; readonly text: string }, otherwise: number): number => {
  out(text)
  return ok ? exitCodes.done : otherwise
}

const printed = (text: string): number => {
  out(text)
  return exitCodes.done
}

/** Messages next to an output that is data. */
const noted = (text: string): number => {
  note(text)
  return exitCodes.done
}

/** Undefined if the words after the verb aren't understood. */
type Run = (rest: readonly string[], values: Values) => Promise<number> | undefined

/** What each verb needs is loaded when it is called: most need no Slack, and production has no playground. */
const runs: Readonly<Record<VerbName, Run>> = {
  start: (rest) =>
    rest.length === 0 ? import('./cli/start.ts').then(({ startForSlack }) => startForSlack()) : undefined,
  play: (rest, { port }) =>
    rest.length === 0 ? playPart('playground').then(({ play }) => play(port, out)) : undefined,
  init: (rest) => (rest.length === 0 ? import('./cli/init.ts').then(({ init }) => init()) : undefined),
  manifest: (rest, values) => (rest.length === 0 ? manifest(values) : undefined),
  run: (rest, values) => run(rest.join(' ').trim(), values),
  doctor: (rest, { offline = false, strict = false, json = false }) =>
    rest.length === 0 ? import('./cli/doctor.ts').then(({ doctor }) => doctor({ offline, strict, json })) : undefined,
  config: ([first, file, ...more]) =>
    first === 'check' && more.length === 0
      ? import('./cli/config.ts').then(({ configCheck }) => configCheck(file)).then(printed)
      : undefined,
  tokens: (rest) => (rest.length < 2 ? tokens(rest[0]) : undefined),
  audit: ([action = '', ...more], values) =>
    ['list', 'export', 'verify'].includes(action) && more.length === 0
      ? import('./cli/audit.ts').then(({ audit }) => audit(action, values, { out, note }))
      : undefined,
  backup: ([file, ...more], { keep }) =>
    file !== undefined && more.length === 0
      ? import('./cli/backup.ts').then(({ takeBackup }) => takeBackup(file, keep)).then(file === '-' ? noted : printed)
      : undefined,
  restore: ([file, ...more]) =>
    file !== undefined && more.length === 0
      ? import('./cli/restore.ts').then(({ restoreBackup }) => restoreBackup(file)).then(printed)
      : undefined,
  forget: (rest) =>
    rest.length === 0 ? import('./cli/forget.ts').then(({ forgetNow }) => forgetNow()).then(printed) : undefined,
  policy: ([first, person = '', ...line], { channel }) =>
    first === 'why' && line.length > 0
      ? import('./cli/policy.ts')
          .then(({ policyWhy }) => policyWhy(person, line.join(' '), channel))
          .then((found) => told(found, exitCodes.refused))
      : undefined,
  docs: (rest, { check = false }) => (rest.length === 0 ? writeDocs(check) : undefined),
}

const run = async (line: string, { play = false, as, json = false, csv = false }: Values): Promise<number> => {
  const { open } = play ? await playPart('terminal') : await import('./cli/open.ts')
  const opened = await open(as)
  const verb = await import('./cli/run.ts')
  return verb.run(opened, { json, csv, line })
}

const tokens = async (system: string | undefined): Promise<number> => {
  const { tokensText } = await import('./cli/tokens.ts')
  out(tokensText(system))
  return exitCodes.done
}

const manifest = async (values: Values): Promise<number> => {
  const { manifestText } = await import('./cli/manifest.ts')
  const { text, notes } = await manifestText(values)
  out(text)
  for (const one of notes) note(one)
  return exitCodes.done
}

const writeDocs = async (check: boolean): Promise<number> => {
  const { docs } = await import('./cli/generated-pages.ts')
  const stale = await docs(check)
  for (const path of stale) out(`${check ? 'not up to date' : 'written'}: ${path}`)
  return check && stale.length > 0 ? exitCodes.failed : exitCodes.done
}

/** One call of the command line; gives the exit code and throws UserError for what the caller can fix. */
const coxswain = async (args: string[]): Promise<number> => {
  const call = readCall(args)
  if ('show' in call) {
    out(call.show === 'version' ? about.version : call.text)
    return call.show === 'version' || call.wanted ? exitCodes.done : exitCodes.usage
  }
  const running = runs[call.verb](call.rest, call.values)
  if (running === undefined) throw wordsMistake(call.verb)
  return running
}

// The reader of this output may close it (`| head`, a log collector that ends): that is no reason to end as well.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  process.exitCode = await coxswain(process.argv.slice(2))
} catch (error) {
  const isOurs = error instanceof UserError
  process.stderr.write(
    `${plain(isOurs ? error.message : `Something went wrong in the bot itself (${error instanceof Error ? error.name : 'unknown'}).`)}\n`,
  )
  process.exitCode = isOurs ? exitCodes.usage : exitCodes.failed
}
