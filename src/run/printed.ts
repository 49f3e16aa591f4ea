import { literal } from '../message/literal.ts'

/** How many lines are kept of the beginning and of the end, and how many characters of each. */
const kept = 12
const longest = 160

/** What a system printed, as lines to be shown as they are: the beginning and the end, and how many are left out between. */
export const printedLines = (text: string): readonly string[] => {
  const lines = text
    .split(/\r\n|[\r\n]/)
    .map((line) => line.replaceAll('\t', '    ').trimEnd())
    .filter((line) => line !== '')
    .map((line) => literal(line, longest))
  const rest = lines.length - 2 * kept
  if (rest <= 0) return lines
  return [...lines.slice(0, kept), `… ${rest} ${rest === 1 ? 'line' : 'lines'} left out …`, ...lines.slice(-kept)]
}
