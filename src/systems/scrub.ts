const secret = /^(api_?key|public_?url|token|password|secret)$/i

/**
 * Parsed JSON without the keys that hold secrets (`api_key`, `public_url`, `token`, `password`, `secret`), at any depth: a
 * copy if there are any, else the value itself, because large documents have none and copying takes time.
 */
export const scrub = (value: unknown): unknown => (holds(value) ? without(value) : value)

/** Whether a key of that name is left out wherever it stands: also a column that a table happens to call so. */
export const isSecretKey = (key: string): boolean => secret.test(key)

const holds = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) return value.some(holds)
  for (const key in value) {
    // 5 letters in `token`, 10 in `public_url`.
    if (key.length >= 5 && key.length <= 10 && secret.test(key)) return true
    if (holds((value as Record<string, unknown>)[key])) return true
  }
  return false
}

const without = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(without)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secret.test(key))
      .map(([key, inner]) => [key, without(inner)]),
  )
}
