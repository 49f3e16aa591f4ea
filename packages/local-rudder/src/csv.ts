import type { Check } from './checks.ts'

const row = (cells: readonly string[]) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`

/** The checks of one directive as CSV: every cell quoted, and agents' words as they are. */
export const csvOf = (checks: readonly Check[]): string =>
  [
    row(['Rule', 'Block', 'Component', 'Node', 'Value', 'Status', 'Message']),
    ...checks
      .filter(({ status }) => status !== 'skipped')
      .map(({ rule, component, node, status, message }) =>
        row([rule.displayName, '', component, node.hostname, 'None', status, message ?? '']),
      ),
  ].join('')
