/** Tells whether Python's float() takes this text: blanks around it, underscores, exponents, NaN and Infinity pass. */
export function isPythonFloat(text: string): boolean {
  const bare = text.trim().replace(/(?<=\d)_(?=\d)/g, '')
  if (/^[+-]?(nan|inf|infinity)$/i.test(bare)) return true
  return bare !== '' && !/^0[xbo]/i.test(bare) && !Number.isNaN(Number(bare))
}

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:z|[+-]\d{2}:?\d{2})?)?$/i
const months = /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i

/** A date with the month as a word, its parts in either order, and perhaps a time. */
const isWorded = (text: string): boolean => {
  const words = text.split(/[ ,]/).filter(Boolean)
  const rest = words.filter((word) => !months.test(word))
  const numbers = rest.filter((word) => /^(\d{1,2}|\d{4})$/.test(word))
  const times = rest.filter((word) => /^\d{1,2}:\d{2}(:\d{2})?$/.test(word))
  return words.length - rest.length === 1 && numbers.length === 2 && numbers.length + times.length === rest.length
}

/** Tells whether dateutil reads this as a date: more than a day that exists in ISO form, such as `20 Nov 2026` or `10`. */
export function isPythonDate(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const text = value.trim()
  if (isWorded(text)) return true
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
