/** What a handler ends a request with in place of an answer. */
export class Refused extends Error {
  readonly status: number
  readonly body: unknown

  constructor(status: number, body: unknown) {
    super(`answers ${status}`)
    this.status = status
    this.body = body
  }
}

const texts = {
  400: 'The browser (or proxy) sent a request that this server could not understand.',
  403: "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.",
  404: 'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.',
  405: 'The method is not allowed for the requested URL.',
  409: 'A conflict happened while processing the request. The resource might have been modified while the request was being processed.',
  500: 'Internal Server Error',
} as const

/** A refusal with a text of its own, or the usual one of its status. */
export const refused = (status: keyof typeof texts, message: string = texts[status]): Refused =>
  new Refused(status, { message })

/** A refusal of a run, which comes in the shape of a job. */
export const runRefused = (status: number, error: string): Refused => new Refused(status, { job: { status: 4, error } })

/** What every key gets that is unknown, disabled, missing or used at the wrong address. */
export const unknownKey = (): Refused =>
  new Refused(404, { message: "Couldn't find resource. Please login and try again." })

/** What somebody gets who neither owns a thing nor is an admin. */
export const notYours = (): Refused => refused(403, "You don't have permission to edit this resource.")
