/** What a line selects queries by. */
export interface Selection {
  /** Words without the tags; undefined if there are none. */
  readonly words: string | undefined
  readonly tags: readonly string[]
}

/** `revenue #sales` are words and a tag. */
export const selectionIn = (text: string | undefined): Selection => {
  const all = (text ?? '').split(/\s+/).filter((word) => word !== '')
  const isTag = (word: string) => word.length > 1 && word.startsWith('#')
  const words = all.filter((word) => !isTag(word)).join(' ')
  return { words: words === '' ? undefined : words, tags: all.filter(isTag).map((word) => word.slice(1)) }
}

/** A tag as it is compared: one with a space is typed with a hyphen. */
const compared = (tag: string): string => tag.toLowerCase().replaceAll(/\s+/g, '-')

/** Whether something with these tags has every tag of a selection. */
export const hasTags = (own: readonly string[], tags: readonly string[]): boolean =>
  tags.every((tag) => own.some((one) => compared(one) === compared(tag)))
