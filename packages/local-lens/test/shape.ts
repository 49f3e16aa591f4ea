type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const kind = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

/**
 * How a document differs from a recorded one in its shape: keys that are missing or too much, and values of another kind.
 * Lists are compared by their first element.
 */
export const differencesBetween = (recorded: unknown, ours: unknown, path = ''): readonly string[] => {
  if (kind(recorded) !== kind(ours)) return [`${path} is ${kind(ours)}, not ${kind(recorded)}`]
  if (Array.isArray(recorded)) {
    const [theirs, own] = [recorded[0], (ours as readonly unknown[])[0]]
    return theirs === undefined || own === undefined ? [] : differencesBetween(theirs, own, `${path}[]`)
  }
  if (!isObject(recorded) || !isObject(ours)) return []
  const missing = Object.keys(recorded).filter((key) => !Object.hasOwn(ours, key))
  const more = Object.keys(ours).filter((key) => !Object.hasOwn(recorded, key))
  return [
    ...missing.map((key) => `no ${path}.${key}`),
    ...more.map((key) => `too much: ${path}.${key}`),
    ...Object.keys(recorded).flatMap((key) =>
      Object.hasOwn(ours, key) ? differencesBetween(recorded[key], ours[key], `${path}.${key}`) : [],
    ),
  ]
}
