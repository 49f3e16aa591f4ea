const secret = /^(api_?key|public_?url|token|password|secret)$/i

/** A copy of parsed JSON without the keys that hold secrets (`api_key`, `public_url`, `token`, `password`, `secret`), at any depth. */
export const scrub = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(scrub)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !secret.test(key))
      .map(([key, inner]) => [key, scrub(inner)]),
  )
}
