/** A message as it is sent: always both, the text for notifications and screen readers. */
export interface Rendered {
  readonly text: string
  /** The format of the service that shows it; nothing else reads them. */
  readonly blocks: readonly Readonly<Record<string, unknown>>[]
}
