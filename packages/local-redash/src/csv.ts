import type { Cell, ColumnType, Table } from './database/table.ts'
import { pythonForm } from './python.ts'

const dated = (text: string, type: ColumnType): string => {
  const [, y = '', m = '', d = '', time = ''] = /^\d\d(\d\d)-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(text) ?? []
  if (y === '') return text
  return type === 'date' ? `${d}/${m}/${y}` : `${d}/${m}/${y} ${time || '00:00'}`
}

const cellText = (cell: Cell, type: ColumnType): string => {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'true' : 'false'
  if (typeof cell === 'string') return type === 'date' || type === 'datetime' ? dated(cell, type) : cell
  if (typeof cell === 'object') return pythonForm(cell)
  return typeof cell === 'number' && Math.abs(cell) >= 1e16 ? cell.toExponential() : String(cell)
}

const quoted = (text: string, separator: string): string =>
  text.includes(separator) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A result as CSV or TSV: days first in dates, JSON in Python's form, formulas as they are. */
export function separated({ columns, rows }: Table, separator: ',' | '\t'): string {
  const lines = [
    columns.map(({ name }) => name),
    ...rows.map((row) => columns.map(({ type }, at) => cellText(row[at] ?? null, type))),
  ]
  return lines.map((cells) => `${cells.map((one) => quoted(one, separator)).join(separator)}\r\n`).join('')
}

/** The header that names the file of a result. */
export function disposition(name: string, day: string, ext: string): string {
  const words = name
    .replace(/[/\\<>"*?:|]+/g, ' ')
    .trim()
    .replace(/\s+/g, '_')
  const file = `${words}_${day}.${ext}`
  const ascii = file.normalize('NFKD').replace(/[^\x20-\x7e]/g, '')
  const plain = /^[\w.-]+$/.test(ascii) ? ascii : `"${ascii}"`
  const full = ascii === file ? '' : `; filename*=UTF-8''${encodeURIComponent(file)}`
  return `attachment; filename=${plain}${full}`
}
