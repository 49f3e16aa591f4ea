import type { LocalRudder, Rule } from '../src/index.ts'

/** What a call came back with; `json` is undefined when the body is none. */
export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look at answers of every shape
  readonly json: any
}

type Extra = { token?: string | null; headers?: Record<string, string>; signal?: AbortSignal }

async function call(rudder: LocalRudder, path: string, init: RequestInit, extra: Extra): Promise<Answered> {
  const token: Record<string, string> =
    extra.token === null ? {} : { 'X-API-Token': extra.token ?? rudder.tokens.write }
  const response = await fetch(`${rudder.url}/api/${path}`, { ...init, headers: { ...token, ...extra.headers } })
  const text = await response.text()
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {}
  return { status: response.status, type: response.headers.get('content-type') ?? '', text, json }
}

/** GET below /rudder/api. */
export const get = (rudder: LocalRudder, path: string, extra: Extra = {}): Promise<Answered> =>
  call(rudder, path, extra.signal ? { signal: extra.signal } : {}, extra)

const sending =
  (method: string) =>
  (rudder: LocalRudder, path: string, body: unknown, extra: Extra = {}): Promise<Answered> => {
    const init = { method, body: typeof body === 'string' ? body : JSON.stringify(body) }
    const headers = { 'Content-Type': 'application/json', ...extra.headers }
    return call(rudder, path, extra.signal ? { ...init, signal: extra.signal } : init, { ...extra, headers })
  }

/** POST of JSON below /rudder/api. */
export const post = sending('POST')
/** PUT of JSON. */
export const put = sending('PUT')
/** DELETE, without a body. */
export const remove = (rudder: LocalRudder, path: string, extra: Extra = {}): Promise<Answered> =>
  call(rudder, path, { method: 'DELETE' }, extra)

/** The stored rule of that name. */
export function ruleNamed(rudder: LocalRudder, name: string): Rule {
  const rule = rudder.state.rules.find((one) => one.displayName === name)
  if (!rule) throw new Error(`no rule ${name}`)
  return rule
}
