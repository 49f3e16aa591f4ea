/** Tells whether Python's float() takes this text: blanks around it, underscores, exponents, NaN and Infinity pass. */
export function isPythonFloat(text: string): boolean {
  const bare = text.trim().replace(/(?<=\d)_(?=\d)/g, '')
  return /^[+-]?(nan|inf|infinity|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i.test(bare)
}

const month = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*'
const time = '(?:[ t](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?\\s*(?:z|utc|[+-]\\d{2}:?\\d{2})?)?'
const iso = new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${time}$`, 'i')
const worded = new RegExp(`^(?:\\d{1,2} ${month},? \\d{4}|${month} \\d{1,2},? \\d{4})${time}$`, 'i')

/** Tells whether dateutil reads this as a date: more than a day that exists in ISO form, such as `20 Nov 2026` or `10`. */
export function isPythonDate(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const text = value.trim()
  if (worded.test(text)) return true
  if (/^\d{1,2}$/.test(text)) return Number(text) >= 1 && Number(text) <= 31
  const [, y = '', m = '', d = '', hours = '0', minutes = '0', seconds = '0'] = iso.exec(text) ?? []
  const day = new Date(Date.UTC(Number(y), Number(m) - 1, Number(d)))
  const exists = y !== '' && day.getUTCMonth() === Number(m) - 1 && day.getUTCDate() === Number(d)
  return exists && Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
}

/** A value as Python prints it inside a list: what a JSON column looks like in CSV. */
export function pythonForm(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(pythonForm).join(', ')}]`
  if (typeof value !== 'object') return String(value)
  return `{${Object.entries(value)
    .map(([key, one]) => `'${key}': ${pythonForm(one)}`)
    .join(', ')}}`
}
