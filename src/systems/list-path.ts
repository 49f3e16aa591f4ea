/**
 * Where the lists of a document are. A path is keys with dots between them (`data.rows`); `[]` goes into each element of a
 * list (`data.rules[].nodes`); the empty path is the document itself. Everything on a path must be there: missing, null or
 * of another kind is an error. A `?` behind a key or `[]` lets that place be missing or null, and then it has no elements.
 * If there are several lists, by name, each element comes as `{name: element}`.
 */
export type At = string | Readonly<Record<string, string>>

/** One place on the way to the lists, or one of the lists. */
export interface PathStep {
  /** As it was declared, without its marks; '' is the document. */
  readonly path: string
  readonly optional: boolean
  /** Of an object: the places below its keys. */
  readonly keys: ReadonlyMap<string, PathStep>
  /** Of a list that the path goes into: the place of each of its elements. */
  readonly each: PathStep | undefined
  /** Of a list that is read: the name that its elements come under, if there are several lists. */
  readonly reads: { readonly name: string | undefined } | undefined
}

interface Growing extends PathStep {
  optional: boolean
  readonly keys: Map<string, Growing>
  each: Growing | undefined
  reads: PathStep['reads']
}

const placeAt = (path: string, optional: boolean): Growing => ({
  path,
  optional,
  keys: new Map(),
  each: undefined,
  reads: undefined,
})

interface Step {
  /** Undefined for each element of a list. */
  readonly key: string | undefined
  readonly optional: boolean
  /** The path until here, without marks. */
  readonly path: string
}

const stepsOf = (path: string): Step[] => {
  const first = path === '' || path.startsWith('[') ? '' : '.'
  const steps = [...`${first}${path}`.matchAll(/(?:\.([^.[\]?]+)|\[\])(\?)?/gy)]
  const length = steps.reduce((sum, [step]) => sum + step.length, 0)
  if (length !== first.length + path.length) throw new TypeError(`“${path}” is not the path of a list`)
  return steps.map(({ 0: step, 1: key, 2: mark, index }) => ({
    key,
    optional: mark !== undefined,
    path: path.slice(0, index + step.length - first.length).replaceAll('?', ''),
  }))
}

/** The document as a tree of places; TypeError if a path is malformed or two paths want different things of one place. */
export const pathSteps = (at: At): PathStep => {
  const root = placeAt('', false)
  for (const [name, path] of typeof at === 'string' ? [[undefined, at] as const] : Object.entries(at)) {
    let place = root
    for (const { key, optional, path: here } of stepsOf(path)) {
      const found = key === undefined ? place.each : place.keys.get(key)
      const next = found ?? placeAt(here, optional)
      // If several paths go through it, all of them must allow that it is missing.
      next.optional &&= optional
      if (key === undefined) place.each = next
      else place.keys.set(key, next)
      place = next
    }
    if (place.reads) throw new TypeError(`“${path}” is read twice`)
    place.reads = { name }
  }
  check(root)
  return root
}

const check = (place: Growing): void => {
  const uses = Number(place.keys.size > 0) + Number(place.each !== undefined) + Number(place.reads !== undefined)
  if (uses !== 1)
    throw new TypeError(
      `“${place.path}” can only be one thing: an object, a list that is read, or one that is gone into`,
    )
  for (const inner of place.keys.values()) check(inner)
  if (place.each) check(place.each)
}
