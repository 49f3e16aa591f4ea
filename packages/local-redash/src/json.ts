// The types of the language do not know it yet.
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

/** JSON in which integers beyond 2^53 keep all their digits, as Python writes them. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? rawJSON(String(one)) : one))
