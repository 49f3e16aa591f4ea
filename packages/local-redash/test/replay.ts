import { request } from 'node:http'
import { keys, type LocalRedash, startRedash } from '../src/index.ts'
import { dashboardToken, queryKey } from '../src/keys.ts'
import type { Job, Result } from '../src/state.ts'
import { type Capture, capturesOf } from './captures.ts'
import { differencesBetween, recordedJson } from './shape.ts'

/** What the placeholders of the captures stand for. */
const placeholders: Readonly<Record<string, string>> = { ...keys, dashonly: keys.dashboards }

const withKeys = (text: string): string =>
  text.replace(/\{([\w-]+)\}/g, (all, name: string) => {
    if (name === 'dashboard-token') return dashboardToken(2)
    const query = /^query-key-(\d+)$/.exec(name)?.[1]
    if (query) return queryKey(Number(query))
    return placeholders[name.replace(/-key$/, '')] ?? all
  })

/** One exchange, replayed. */
export interface Replayed {
  readonly capture: Capture
  readonly wrong: readonly string[]
}

interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly file: string
}

const send = (url: string, capture: Capture, path: string): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { method, headers, body } = capture.request
    const own = headers.filter(([name]) => name === 'authorization' || name === 'content-type')
    const sent = Object.fromEntries(own.map(([name, value]) => [name, withKeys(value)]))
    const options = { method, headers: { ...sent, ...(body && { 'content-length': Buffer.byteLength(body) }) } }
    const asked = request(url + path, options, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      const type = (response.headers['content-type'] ?? '').split(';')[0] ?? ''
      const { 'content-disposition': name = '', 'cache-control': kept = '' } = response.headers
      const text = Buffer.concat(chunks).toString('utf8')
      resolve({ status: response.statusCode ?? 0, type, text, file: `${name} ${kept}` })
    })
    asked.on('error', reject)
    asked.end(body)
  })

/** How a file is named, but for the id of a result in it. */
const named = (file: string) => file.replace(/filename=\d+_/, 'filename=id_')

/** Files whose rows do not depend on the data. */
const sameRows = /^result-(types|dup|empty|unicode)-csv$/
const lines = (text: string) => text.replaceAll('\r\n', '\n').trimEnd()

/** How the answer of the local Redash differs from the recorded one. */
function compared({ name, response }: Capture, { status, type, text, file }: Answered): string[] {
  if (status !== response.status) return [`status ${status}, not ${response.status}`]
  if (type !== response.type) return [`type ${type}, not ${response.type}`]
  if (named(file) !== named(response.file) && type !== 'text/html') return [`file ${file}, not ${response.file}`]
  if (sameRows.test(name)) return lines(text) === lines(response.body) ? [] : [`${lines(text)}, not ${response.body}`]
  if (type !== 'application/json' || response.body === '') return []
  return differencesBetween(recordedJson(response.body), JSON.parse(text), response.cut)
}

/** A local Redash that is asked what a real one was asked, at the times at which that was. */
export class Replay {
  readonly redash: LocalRedash
  readonly #ids = new Map<string, string>()
  readonly #clock: { now: number }

  private constructor(redash: LocalRedash, clock: { now: number }) {
    this.redash = redash
    this.#clock = clock
  }

  /** Starts it as the real one was started. */
  static async start(
    version: LocalRedash['version'],
    more: { readonly csrf?: true; readonly organization?: string } = {},
  ) {
    const clock = { now: Date.parse('2026-11-29T18:57:00Z') }
    const redash = await startRedash({ version, now: () => clock.now, ...more })
    Object.assign(redash.state.pace, { pickup: 10, run: 10 })
    return new Replay(redash, clock)
  }

  /** What time it is there. */
  now(): number {
    return this.#clock.now
  }

  /** Whether the job of the capture is one of here. */
  knows({ request: { path } }: Capture): boolean {
    return this.#ids.has(/jobs\/([\w-]+)/.exec(path)?.[1] ?? '')
  }

  /** The parameters that a capture sends. */
  valuesOf({ request: { body } }: Capture): object {
    return JSON.parse(body).parameters
  }

  /** A value that another capture sends. */
  valueIn(name: string, parameter: string): unknown {
    const body = capturesOf(this.redash.version).find((one) => one.name === name)?.request.body
    return body ? JSON.parse(body).parameters[parameter] : undefined
  }

  /** Passes time. */
  pass(ms: number): void {
    this.#clock.now += ms
  }

  /** Runs the SQL of a query that sleeps, or any other, and says which job of the captures that is. */
  begin(capture: Capture, query: number, parameters: object): Promise<Job> {
    const [, id = ''] = /jobs\/([\w-]+)/.exec(capture.request.path) ?? []
    return this.run(query, parameters).then((job) => {
      this.#ids.set(id, job.id)
      return job
    })
  }

  /** Asks something as an admin, beside what was recorded. */
  async post(path: string, body: object): Promise<{ readonly job: { readonly id: string } }> {
    const headers = { Authorization: `Key ${keys.admin}` }
    const response = await fetch(`${this.redash.url}/api/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return (await response.json()) as { readonly job: { readonly id: string } }
  }

  /** Starts a run as an admin. */
  async run(query: number, parameters: object): Promise<Job> {
    const { job: started } = await this.post(`queries/${query}/results`, { parameters, max_age: 0 })
    const job = this.redash.state.jobs.find(({ id }) => id === started.id)
    if (!job) throw new Error(`query ${query} was not run`)
    return job
  }

  /** The newest result with this in its SQL, which the captures know by another id. */
  resultIs(recorded: string | number, within: string): Result | undefined {
    const found = this.redash.state.results.findLast(({ sql }) => sql.includes(within))
    if (found) this.#ids.set(`result ${recorded}`, String(found.id))
    return found
  }

  #path(path: string): string {
    return withKeys(path)
      .replace(/(?<=\/jobs\/)[\w-]+/, (id) => this.#ids.get(id) ?? id)
      .replace(/(?<=\/(?:query_results|results)\/)\d+/, (id) => this.#ids.get(`result ${id}`) ?? id)
      .replace(/(?<=\/api\/queries\/)\d+/, (id) => this.#ids.get(`query ${id}`) ?? id)
  }

  /** Which id here an id in the captures is: of a job, a result, and what was made. */
  #learn({ request: { method, path }, response }: Capture, text: string): void {
    if (response.type !== 'application/json' || response.status !== 200) return
    const first = (json: string, pattern: RegExp) => pattern.exec(json)?.[1]
    const pairs = [
      ['', /"job":\s?\{"id":\s?"([\w-]+)"/],
      ['result ', /"query_result":\s?\{"id":\s?(\d+)/],
      ['result ', /"query_result_id":\s?(\d+)/],
      ['result ', /^\{"id":\s?\d+,\s?"latest_query_data_id":\s?(\d+)/],
      ...(method === 'POST' && /^\/api\/queries$/.test(path) ? [['query ', /^\{"id":\s?(\d+)/] as const] : []),
    ] as const
    for (const [kind, pattern] of pairs) {
      const [theirs, ours] = [first(response.body, pattern), first(text, pattern)]
      if (theirs && ours) this.#ids.set(kind + theirs, ours)
    }
  }

  /** Asks what was asked, and compares what comes. */
  async replay(capture: Capture): Promise<Replayed> {
    this.#clock.now = Math.max(this.#clock.now + 25, capture.at || 0)
    const answered = await send(new URL(this.redash.url).origin, capture, this.#path(capture.request.path))
    this.#learn(capture, answered.text)
    return { capture, wrong: compared(capture, answered) }
  }
}

/** The operations that the bot may have. */
const operations: readonly RegExp[] = [
  /^(GET|POST) \/api\/queries(\?|$)/,
  /^(GET|POST|DELETE) \/api\/queries\/(-?\d+|abc|tags|my|archive|search)(\?|$)/,
  /^(GET|POST) \/api\/queries\/\w+\/results(\.csv|\.json)?(\?|$)/,
  /^GET \/api\/queries\/\w+\/results\/\d+\.(csv|json)/,
  /^GET \/api\/query_results\/\w+(\.csv|\.json)?(\?|$)/,
  /^(GET|DELETE) \/api\/(queries\/\w+\/)?jobs\//,
  /^GET \/api\/queries\/\w+\/dropdowns?\b/,
  /^(GET|POST) \/api\/dashboards(\?|$)/,
  /^(GET|POST|DELETE) \/api\/dashboards\/(?!my|favorites)[\w-]+(\?|$)/,
  /^GET \/api\/dashboards\/public\//,
  /^(POST|DELETE) \/api\/dashboards\/\d+\/share/,
  /^POST \/api\/query_results$/,
  /^GET \/api\/(session|data_sources)(\?|$)/,
  /^GET \/api\/alerts(\/\d+)?(\?|$)/,
  /^GET \/(ping|api\/no_such_thing|default\/api\/session|api\/queries\/)$/,
]

/** Those of the captures that are of an operation of ours, and those of the server as it is usually set up. */
export const ours = (version: LocalRedash['version']): Capture[] =>
  capturesOf(version).filter(({ request: { method, path } }) => {
    const asked = `${method} ${path.replace(/^\/(default|nosuch)\/(?=api)/, '/')}`
    return operations.some((one) => one.test(asked) || one.test(`${method} ${path}`))
  })
