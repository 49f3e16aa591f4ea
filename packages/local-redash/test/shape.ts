/** What may be compared of a recorded answer: JSON, as far as it was written down. */
export function recordedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return JSON.parse(closed(text))
  }
}

/** JSON that was cut off, up to its last whole value, with its brackets closed. */
function closed(text: string): string {
  const open: string[] = []
  let good = ''
  for (let at = 0, inText = false; at < text.length; at++) {
    const one = text[at] ?? ''
    if (inText) {
      if (one === '\\') at++
      else if (one === '"') inText = false
      continue
    }
    if (one === '"') inText = true
    if (one === '{' || one === '[') open.push(one === '{' ? '}' : ']')
    if (one === '}' || one === ']') open.pop()
    if (one === ',') good = text.slice(0, at) + open.toReversed().join('')
  }
  return good
}

const kind = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'object' ? 'object' : typeof value

/** Below these every seed has something else. */
const free = /^(options|rows|parameterMappings|schedule)$/

/** The kinds of value at each path; the elements of a list count as one. */
function kinds(value: unknown, path: string, all: Map<string, Set<string>>): Map<string, Set<string>> {
  all.set(path, (all.get(path) ?? new Set()).add(kind(value)))
  if (Array.isArray(value)) for (const one of value) kinds(one, `${path}[]`, all)
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) {
      const below = `${path}.${key}`
      if (free.test(key)) all.set(below, (all.get(below) ?? new Set()).add(kind(one)))
      else kinds(one, below, all)
    }
  return all
}

/** Values that are facts and no accident of the data. */
const facts = new Set(
  ['message', 'status', 'error', 'is_archived', 'is_draft', 'is_safe', 'version', 'can_edit', 'restricted'].concat([
    ...['permissions', 'columns', 'is_favorite', 'page', 'page_size', 'state', 'query', 'query_hash', 'slug'],
    ...['data_source_id', 'schedule', 'user_id', 'retrieved_at'],
  ]),
)

/** How our JSON differs from the recorded one: keys, kinds of values, and facts. */
export function differencesBetween(recorded: unknown, ours: unknown, cut: boolean): string[] {
  const [theirs, mine] = [kinds(recorded, '', new Map()), kinds(ours, '', new Map())]
  const wrong: string[] = []
  // A list that is empty on one side shows nothing of its elements.
  const unseen = (path: string, all: ReadonlyMap<string, unknown>) =>
    [...path.matchAll(/\[\]/g)].some(({ index }) => !all.has(path.slice(0, index + 2)))
  const parentIsNull = (path: string, all: ReadonlyMap<string, ReadonlySet<string>>) => {
    const parent = path.slice(0, Math.max(path.lastIndexOf('.'), 0))
    return parent !== path && all.get(parent)?.has('null') && all.get(parent)?.size === 1
  }
  for (const [path, found] of theirs) {
    const own = mine.get(path)
    if (!own && !unseen(path, mine) && !parentIsNull(path, mine)) wrong.push(`no ${path}`)
    if (!own) continue
    const odd = [...found].filter((one) => one !== 'null' && !own.has(one) && !(own.size === 1 && own.has('null')))
    if (odd.length > 0) wrong.push(`${path} is ${[...own]}, not ${[...found]}`)
  }
  if (!cut)
    for (const path of mine.keys())
      if (!theirs.has(path) && !unseen(path, theirs) && !parentIsNull(path, theirs)) wrong.push(`too much: ${path}`)
  return [...wrong, ...factsIn(recorded, ours, '')]
}

/** The facts of two answers that differ; those in lists are not compared, because every seed has others. */
function factsIn(recorded: unknown, ours: unknown, path: string): string[] {
  if (kind(recorded) !== 'object' || kind(ours) !== 'object') return []
  const mine = ours as Readonly<Record<string, unknown>>
  return Object.entries(recorded as object).flatMap(([key, value]) => {
    const own = mine[key]
    const at = `${path}.${key}`
    if (key === 'retrieved_at' || key === 'updated_at') return kind(own) === kind(value) ? [] : [`${at} is ${own}`]
    if (facts.has(key) && JSON.stringify(own) !== JSON.stringify(value) && kind(value) !== 'object')
      return [`${at} is ${JSON.stringify(own)}, not ${JSON.stringify(value)}`]
    return /^(options|user|last_modified_by|client_config)$/.test(key) ? [] : factsIn(value, own, at)
  })
}
