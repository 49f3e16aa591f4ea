// Blocks are what a bot sent: JSON of any shape. These read it without believing it.

/** A value as an object; empty where it is none. */
export const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

/** A value as a list of objects; what is not one is left out. */
export const asList = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []

/** A value as text; empty where it is none. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The words of a text object: `{type: 'plain_text', text: 'Cancel'}`. */
export const wordsOf = (value: unknown): string => asText(asObject(value).text)

/** An option of a select, an overflow, checkboxes. */
export interface Option {
  readonly value: string
  readonly label: string
  readonly description: string
  readonly url: string
}

/** The options of an element. */
export const optionsOf = (value: unknown): readonly Option[] =>
  asList(value).map((one) => ({
    value: asText(one.value),
    label: wordsOf(one.text),
    description: wordsOf(one.description),
    url: asText(one.url),
  }))

/** The options of an element as they came, those of its groups too. */
export const optionObjects = ({ options, option_groups: groups }: Readonly<Record<string, unknown>>) => [
  ...asList(options),
  ...asList(groups).flatMap((group) => asList(group.options)),
]
