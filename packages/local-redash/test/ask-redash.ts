import type { LocalRedash } from '../src/index.ts'

/** What a call came back with; `json` is undefined when the body is none. */
export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape
  readonly json: any
}

type Who = Exclude<keyof LocalRedash['keys'], never>

/** Asks as one of the fixed users, or with another key. */
export async function ask(
  redash: LocalRedash,
  method: string,
  path: string,
  { as = 'admin', key, body }: { readonly as?: Who; readonly key?: string; readonly body?: unknown } = {},
): Promise<Answered> {
  const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
  const headers = { Authorization: `Key ${key ?? redash.keys[as]}` }
  const response = await fetch(redash.url + path, { method, headers, ...sent, redirect: 'manual' })
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {}
  return { status: response.status, type: response.headers.get('content-type') ?? '', text, json }
}

/** Starts a run that takes nothing from the cache; the id of its job. */
export async function start(redash: LocalRedash, query: number, parameters: object = {}): Promise<string> {
  const { json } = await ask(redash, 'POST', `/api/queries/${query}/results`, { body: { parameters, max_age: 0 } })
  return json.job.id
}

/** The job as an admin polls it. */
export const poll = async (redash: LocalRedash, job: string) => (await ask(redash, 'GET', `/api/jobs/${job}`)).json?.job
