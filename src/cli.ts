import { parseArgs } from 'node:util'
import { auditVerify } from './cli/audit.ts'
import { docs } from './cli/docs.ts'
import { exitCodes } from './cli/exit.ts'
import { policyWhy } from './cli/policy.ts'
import { run } from './cli/run.ts'
import { tokensText } from './cli/tokens.ts'
import { UserError } from './errors.ts'
import { literal } from './message/literal.ts'

const usage = `coxswain run [--play] [--as <person>] [--json] ["<command>"]   one command, or a session at the terminal
coxswain tokens [system]                                       what each token must be able to do
coxswain audit verify [--head <seq:mac>]                       whether the record is whole
coxswain policy why <person> "<command>" [--channel <id>]      allowed or not, and the rule that decides
coxswain docs [--check]                                        writes the generated documents`

const options = {
  play: { type: 'boolean', default: false },
  as: { type: 'string' },
  json: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  head: { type: 'string' },
  channel: { type: 'string' },
} as const

const parsed = (args: string[]) => {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UserError(
      `${error instanceof Error ? error.message.split('. ')[0] : 'That is not understood'}.\n\n${usage}`,
    )
  }
}

/** What was typed, or stands in the settings, may hold characters that a terminal obeys. */
const plain = (text: string) =>
  text
    .split('\n')
    .map((line) => literal(line, 2000))
    .join('\n')

const out = (text: string) => void process.stdout.write(`${plain(text)}\n`)

/** One call of the command line; gives the exit code and throws UserError for what the caller can mend. */
const coxswain = async (args: string[]): Promise<number> => {
  const { values, positionals } = parsed(args)
  const [verb, ...rest] = positionals
  const first = rest[0]
  if (verb === 'run') return run({ ...values, as: values.as, line: rest.join(' ').trim() })
  if (verb === 'tokens' && rest.length < 2) {
    out(tokensText(first))
    return exitCodes.done
  }
  if (verb === 'audit' && first === 'verify' && rest.length === 1)
    return told(await auditVerify(values.head), exitCodes.failed)
  if (verb === 'policy' && first === 'why' && rest.length >= 3) {
    return told(await policyWhy(rest[1] ?? '', rest.slice(2).join(' '), values.channel), exitCodes.refused)
  }
  if (verb === 'docs') {
    const stale = await docs(values.check)
    for (const path of stale) out(`${values.check ? 'not up to date' : 'written'}: ${path}`)
    return values.check && stale.length > 0 ? exitCodes.failed : exitCodes.done
  }
  if (verb === undefined || verb === 'help') {
    out(usage)
    return verb === 'help' ? exitCodes.done : exitCodes.usage
  }
  throw new UserError(`That is not understood: ${literal(positionals.join(' '))}.\n\n${usage}`)
}

const told = ({ ok, text }: { readonly ok: boolean; readonly text: string }, otherwise: number): number => {
  out(text)
  return ok ? exitCodes.done : otherwise
}

try {
  process.exitCode = await coxswain(process.argv.slice(2))
} catch (error) {
  const isOurs = error instanceof UserError
  process.stderr.write(
    `${plain(isOurs ? error.message : `Something went wrong in the bot itself (${error instanceof Error ? error.name : 'unknown'}).`)}\n`,
  )
  process.exitCode = isOurs ? exitCodes.usage : exitCodes.failed
}
