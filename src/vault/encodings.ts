/** A text that a value may have become, and how many characters on either side of it still reveal something of the value. */
interface Form {
  readonly text: string
  readonly before: 0 | 1
  readonly after: 0 | 1
}

/** Fewer characters than these are no trace of a secret, and would hide what is none. */
const shortest = 6
const hidden = '[redacted]'

const alone = (text: string): Form => ({ text, before: 0, after: 0 })

const json = (value: string): string => JSON.stringify(value).slice(1, -1)

/** As JSON has it, plainly and with `/` escaped; and each once more, as JSON in JSON. */
const inJson = (value: string): readonly string[] => {
  const all = [json(value), json(value).replaceAll('/', '\\/')]
  return [...all, ...all.map(json)]
}

/** As it appears in the base64 of a longer text, where it may begin at each of three places; a neighbour holds bits of it. */
const inBase64 = (value: string): readonly Form[] => {
  const bytes = Buffer.from(value)
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    const [begin, end] = [Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6)]
    const core = text.slice(begin, end)
    const edges = { before: offset === 0 ? 0 : 1, after: ((offset + bytes.length) * 8) % 6 === 0 ? 0 : 1 } as const
    const url = core.replaceAll('+', '-').replaceAll('/', '_')
    return [core, core.replaceAll('/', '\\/'), url].map((one) => ({ text: one, ...edges }))
  })
}

/** Every text that a value may have become in JSON or base64, longest first. */
const formsOf = (value: string): readonly Form[] => {
  const forms = new Map<string, Form>()
  for (const form of inJson(value).map(alone).concat(inBase64(value), alone(value)))
    if (form.text === value || form.text.length >= shortest) forms.set(form.text, form)
  return [...forms.values()].sort((a, b) => b.text.length - a.text.length)
}

/** One character of a form, and the ways in which an escape may write it. */
interface Unit {
  readonly char: string
  readonly bytes: readonly number[]
  readonly codes: readonly number[]
}

const unitsOf = (form: string): readonly Unit[] =>
  Array.from(form, (char) => ({
    char,
    bytes: [...Buffer.from(char)],
    codes: Array.from({ length: char.length }, (_, at) => char.charCodeAt(at)),
  }))

/** Where these numbers end in a text if each is there in hexadecimal digits after its mark; -1 if not. */
const digitsEnd = (text: string, at: number, mark: string, digits: number, numbers: readonly number[]): number => {
  const size = mark.length + digits
  const isThere = numbers.every((number, i) => {
    const from = at + i * size
    const hex = text.slice(from + mark.length, from + size)
    return text.startsWith(mark, from) && hex.length === digits && Number.parseInt(hex, 16) === number
  })
  return isThere ? at + numbers.length * size : -1
}

/** Where a form that begins at `at` ends, each of its characters plain, as `%41` or as `\u0041`; -1 if there is none. */
const endsAt = (text: string, at: number, units: readonly Unit[]): number => {
  let end = at
  for (const { char, bytes, codes } of units) {
    let mark = end
    // JSON in JSON has another backslash before it.
    while (text.startsWith('\\\\', mark)) mark += 1
    const escaped =
      text.charAt(end) === '%' ? digitsEnd(text, end, '%', 2, bytes) : digitsEnd(text, mark, '\\u', 4, codes)
    if (escaped >= 0) end = escaped
    else if (text.startsWith(char, end)) end += char.length
    else return -1
  }
  return end
}

/** The next place of a form from there on, as begin and end; `units` are given if the text has escapes in it. */
const next = (
  text: string,
  from: number,
  form: string,
  units: readonly Unit[] | undefined,
): readonly [number, number] => {
  if (units === undefined) {
    const at = text.indexOf(form, from)
    return [at, at + form.length]
  }
  for (let at = from; at < text.length; at++) {
    const end = endsAt(text, at, units)
    if (end >= 0) return [at, end]
  }
  return [-1, -1]
}

const isCode = (char: string) => /[A-Za-z0-9+/_-]/.test(char)

const without = (text: string, { text: form, before, after }: Form): string => {
  const units = text.includes('%') || text.includes('\\u') ? unitsOf(form) : undefined
  let [at, end] = next(text, 0, form, units)
  let out = ''
  let from = 0
  while (at >= 0) {
    const begin = before === 1 && at > from && isCode(text.charAt(at - 1)) ? at - 1 : at
    out += text.slice(from, begin) + hidden
    from = after === 1 && isCode(text.charAt(end)) ? end + 1 : end
    ;[at, end] = next(text, from, form, units)
  }
  return out + text.slice(from)
}

/** Hides values in texts, whatever encoding they are in there: JSON, URLs and forms, base64 of it or of a text around it. */
export const createHiding = (): ((text: string, values: Iterable<string>) => string) => {
  const known = new Map<string, readonly Form[]>()
  const formed = (value: string): readonly Form[] => {
    const forms = known.get(value) ?? formsOf(value)
    known.set(value, forms)
    return forms
  }
  return (text, values) =>
    [...values]
      .filter((value) => value !== '')
      .flatMap(formed)
      .sort((a, b) => b.text.length - a.text.length)
      .reduce(without, text)
}
