import { UserError } from '../errors.ts'
import { literal, UNSEEN } from '../message/literal.ts'
import { type Format, mostListed, printActs } from './audit/list.ts'
import { auditVerify } from './audit/verify.ts'
import type { Values } from './call.ts'
import { exitCodes } from './exit.ts'
import { pipeLine } from './pipe.ts'

type Print = (text: string) => void

interface Prints {
  readonly out: Print
  /** Beside an output that is data. */
  readonly note: Print
}

const formatOf = ({ json = false, ocsf = false }: Values): Format => {
  if (json && ocsf) throw new UserError('Choose one of --json and --ocsf.')
  return ocsf ? 'ocsf' : json ? 'json' : 'text'
}

/** `coxswain audit verify`, `list` or `export`; returns the exit code. */
export const audit = (action: string, values: Values, { out, note }: Prints): Promise<number> =>
  action === 'verify' ? verify(values, out) : print(action === 'list', values, note)

const verify = async ({ head }: Values, out: Print): Promise<number> => {
  const { ok, text } = await auditVerify(head)
  out(text)
  return ok ? exitCodes.done : exitCodes.failed
}

/** JSON in which whatever a terminal might obey is escaped, and which means the same. */
const escaped = (line: string): string =>
  line.replace(UNSEEN, (some) =>
    some.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )

const print = async (isList: boolean, values: Values, note: Print): Promise<number> => {
  const format = formatOf(values)
  const most = isList ? { most: mostListed } : {}
  const write = (line: string) => pipeLine(format === 'text' ? literal(line, 2000) : escaped(line))
  const left = await printActs(values, { format, ...most, write })
  if (left > 0) note(`${left} older entries are not shown; coxswain audit export prints all of them.`)
  return exitCodes.done
}
