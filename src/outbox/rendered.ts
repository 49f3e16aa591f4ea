/** A message as it is sent: always both, the text for notifications and screen readers. */
export interface Rendered {
  readonly text: string
  /** What the service that shows it makes of it; nobody else reads them. */
  readonly blocks: readonly Readonly<Record<string, unknown>>[]
}
