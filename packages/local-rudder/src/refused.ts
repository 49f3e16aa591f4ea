/** An error that the server answers as its JSON envelope, with HTTP 500 unless said otherwise. */
export class Refused extends Error {
  readonly status: number
  /** Replaces the endpoint's name in the envelope. */
  readonly action: string | undefined
  readonly id: string | undefined
  /** The text goes out as it is; otherwise old servers put “Inconsistency: ” in front. */
  readonly raw: boolean

  constructor(text: string, more: { status?: number; action?: string; id?: string; raw?: boolean } = {}) {
    super(text)
    this.status = more.status ?? 500
    this.action = more.action
    this.id = more.id
    this.raw = more.raw ?? false
  }
}
