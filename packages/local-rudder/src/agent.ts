import { checksOf } from './checks.ts'
import type { Node, RudderState } from './state.ts'

const pieceBytes = 4_096
const colour = (code: number, text: string) => `\u001b[${code}m${text}\u001b[0m`

const letters: Readonly<Record<string, string>> = { error: 'E', unexpectedMissingComponent: 'E', noReport: 'E' }

/** In pieces of 4096 bytes, each filled up with NUL: the real server writes its whole buffer, however little was read. */
const filled = (lines: readonly string[]): string =>
  lines.map((line) => `${line}\n`.padEnd(Math.ceil((line.length + 1) / pieceBytes) * pieceBytes, '\0')).join('')

/** Runs the agent of a node: it takes up its newest policies, and prints a line for each component and a summary. */
export function agentOutput(state: RudderState, node: Node, now: number): string {
  if (node.silent)
    return `Error occurred when contacting internal remote-run API to apply classes on Node '${node.id}': (HTTP code 504)`
  node.pending = false
  const checks = checksOf(state, now).filter((check) => check.node === node && check.status !== 'skipped')
  const lines = checks.map(
    ({ status, rule, component, message }) =>
      `${letters[status] ?? 'E'}| ${colour(status === 'error' ? 31 : 32, status.padEnd(14))} ${rule.displayName.padEnd(25)} ${component.padEnd(25)} ${message ?? ''}`,
  )
  const errors = checks.filter(({ status }) => letters[status]).length
  const begun = [
    `Start execution with config [${now}]`,
    '',
    'M| State         Technique                 Component                 Message',
    ...lines,
  ]
  // What the server says once the relay has been quiet for 30 seconds; it stands right after the last piece.
  if (node.runBreaks) return `${filled(begun)}Error when trying to contact internal remote-run API: Read timed out`
  return filled([
    ...begun,
    '',
    '## Summary #####################################################################',
    `${checks.length} components verified in ${new Set(checks.map(({ directive }) => directive)).size} directives`,
    `      -> ${checks.length - errors} compliant`,
    `      -> ${errors} error`,
    'Execution time: 8.12s',
    '#'.repeat(80),
  ])
}
