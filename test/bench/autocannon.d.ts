/** What of autocannon 9 we use; it brings no types. */
declare module 'autocannon' {
  interface Request {
    readonly method: string
    headers: Readonly<Record<string, string>>
    body: string
  }
  interface Options {
    readonly url: string
    readonly connections: number
    /** So many requests in all, or for so many seconds. */
    readonly amount?: number
    readonly duration?: number
    readonly requests: readonly { readonly method: string; setupRequest(request: Request): Request }[]
  }
  interface Instance extends PromiseLike<{ readonly errors: number; readonly non2xx: number }> {
    on(event: 'response', seen: (client: unknown, status: number, bytes: number, ms: number) => void): void
  }
  export default function autocannon(options: Options): Instance
}
