/** A page as it is sent. */
export interface Page {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer that is an error, in one of Rill's three shapes. */
export class Failed extends Error {
  readonly page: Page
  constructor(page: Page) {
    super(`${page.status} ${page.body}`)
    this.page = page
  }
}

const text = (status: number, body: string, headers = {}): Page => ({
  status,
  type: 'text/plain; charset=utf-8',
  body: `${body}\n`,
  headers: { 'x-content-type-options': 'nosniff', ...headers },
})

/** `{"error": …}`, as the routes of APIs and the proxy answer. */
export const failed = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): Failed =>
  new Failed({
    status,
    type: 'application/json; charset=utf-8',
    body: goJson({ error }),
    headers: { 'x-content-type-options': 'nosniff', ...headers },
  })

/** `{"code": …, "message": …}`, as the routes that are gRPC behind answer. */
export const grpcFailed = (status: number, code: number, message: string): Failed =>
  new Failed({ status, type: 'application/json', body: goJson({ code, message, details: [] }) })

/** A line of text, as what stands before all routes answers. */
export const plainFailed = (status: number, body: string, headers = {}): Failed =>
  new Failed(text(status, body, headers))

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' }

/** JSON as Go writes it: `<`, `>` and `&` are escaped, a bigint is bare digits, and what is no number is null. */
export function goJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([key, one]) => `${goJson(key)}:${goJson(one)}`)
      .join(',')}}`
  return (JSON.stringify(value) ?? 'null').replace(/[<>&]/g, (sign) => escapes[sign] ?? sign)
}
