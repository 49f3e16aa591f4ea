/** A text that is shown as it is, line by line in letters of one width, because somebody confirms exactly that. */
export interface Verbatim {
  readonly title: string
  readonly lines: readonly string[]
}
