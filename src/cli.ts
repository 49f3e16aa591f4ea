import { parseArgs } from 'node:util'
import { exitCodes } from './cli/exit.ts'
import { playPart } from './cli/playground.ts'
import { UserError } from './errors.ts'
import { literal } from './message/literal.ts'

const options = {
  play: { type: 'boolean', default: false },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  offline: { type: 'boolean', default: false },
  head: { type: 'string' },
  channel: { type: 'string' },
  url: { type: 'string' },
  prefix: { type: 'string' },
  port: { type: 'string' },
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/**
 * What can stand after `coxswain`: how it is written and what it does; undefined where the words after it are not
 * understood. What a verb needs is loaded when it is called: most need no Slack, and production has no playground.
 */
interface Verb {
  readonly usage: readonly (readonly [line: string, does: string])[]
  run(rest: readonly string[], values: Values): Promise<number> | undefined
}

/** What was typed, or stands in the settings, may hold characters that a terminal obeys. */
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

/** What is said beside an output that is data. */
const noted = (text: string): number => {
  note(text)
  return exitCodes.done
}

const verbs: Readonly<Record<string, Verb>> = {
  start: {
    usage: [['start', 'the bot for Slack']],
    run: (rest) => (rest.length === 0 ? import('./cli/start.ts').then(({ start }) => start(note)) : undefined),
  },
  play: {
    usage: [['play [--port 3999]', 'the bot with a local Slack to try it in, in your browser']],
    run: (rest, { port }) =>
      rest.length === 0 ? playPart('playground').then(({ play }) => play(port, out)) : undefined,
  },
  init: {
    usage: [['init', 'asks a few questions, writes coxswain.yml and .env']],
    run: (rest) => (rest.length === 0 ? import('./cli/init.ts').then(({ init }) => init()) : undefined),
  },
  manifest: {
    usage: [['manifest [--url https://…] [--prefix stg-]', 'the Slack app for these settings, to paste into Slack']],
    run: (rest, values) => (rest.length === 0 ? manifest(values) : undefined),
  },
  run: {
    usage: [['run [--play] [--as <person>] [--json] ["<command>"]', 'one command, or a session at the terminal']],
    run: (rest, values) => run(rest.join(' ').trim(), values),
  },
  doctor: {
    usage: [
      ['doctor [--offline] [--json]', 'whether anything is wrong: settings, Slack, connections, tokens, database'],
    ],
    run: (rest, values) =>
      rest.length === 0 ? import('./cli/doctor.ts').then(({ doctor }) => doctor(values)) : undefined,
  },
  tokens: {
    usage: [['tokens [system]', 'what each token must be able to do']],
    run: (rest) => (rest.length < 2 ? tokens(rest[0]) : undefined),
  },
  audit: {
    usage: [['audit verify [--head <seq:mac>]', 'whether the record is whole']],
    run: (rest, { head }) =>
      rest.length === 1 && rest[0] === 'verify'
        ? import('./cli/audit.ts')
            .then(({ auditVerify }) => auditVerify(head))
            .then((found) => told(found, exitCodes.failed))
        : undefined,
  },
  backup: {
    usage: [['backup <file>', 'copies the database while the bot runs; - is standard output']],
    run: ([file, ...more]) =>
      file !== undefined && more.length === 0
        ? import('./cli/backup.ts').then(({ takeBackup }) => takeBackup(file)).then(file === '-' ? noted : printed)
        : undefined,
  },
  restore: {
    usage: [['restore <file>', 'fills an empty database from a backup; - is standard input']],
    run: ([file, ...more]) =>
      file !== undefined && more.length === 0
        ? import('./cli/restore.ts').then(({ restoreBackup }) => restoreBackup(file)).then(printed)
        : undefined,
  },
  policy: {
    usage: [['policy why <person> "<command>" [--channel <id>]', 'allowed or not, and the rule that decides']],
    run: ([first, person = '', ...line], { channel }) =>
      first === 'why' && line.length > 0
        ? import('./cli/policy.ts')
            .then(({ policyWhy }) => policyWhy(person, line.join(' '), channel))
            .then((found) => told(found, exitCodes.refused))
        : undefined,
  },
  docs: {
    usage: [['docs [--check]', 'writes the generated documents']],
    run: (_, { check }) => writeDocs(check),
  },
}

const run = async (line: string, { play, as, json }: Values): Promise<number> => {
  const { open } = play ? await playPart('terminal') : await import('./cli/open.ts')
  const opened = await open(as)
  const verb = await import('./cli/run.ts')
  return verb.run(opened, { json, line })
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
  const { docs } = await import('./cli/docs.ts')
  const stale = await docs(check)
  for (const path of stale) out(`${check ? 'not up to date' : 'written'}: ${path}`)
  return check && stale.length > 0 ? exitCodes.failed : exitCodes.done
}

const usage = () => {
  const lines = Object.values(verbs).flatMap((verb) => verb.usage)
  const width = Math.max(...lines.map(([line]) => line.length))
  return lines.map(([line, does]) => `coxswain ${line.padEnd(width)}  ${does}`).join('\n')
}

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message.split('. ')[0] : 'That is not understood'}.\n\n${usage()}`,
    )
  }
}

/** One call of the command line; gives the exit code and throws UserError for what the caller can mend. */
const coxswain = async (args: string[]): Promise<number> => {
  const { values, positionals } = parsed(args)
  const [word, ...rest] = positionals
  if (word === undefined || word === 'help') {
    out(usage())
    return word === 'help' ? exitCodes.done : exitCodes.usage
  }
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined
  const running = verb?.run(rest, values)
  if (running === undefined)
    throw new UserError(`That is not understood: ${literal(positionals.join(' '))}.\n\n${usage()}`)
  return running
}

// Whoever reads this may go away (`| head`, a log collector that ends): that is no reason to end as well.
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
