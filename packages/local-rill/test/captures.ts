import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// What a real server answered lies beside the repository and is no part of it.
const folder = join(import.meta.dirname, '../../../../shared/contracts/rill-0.88.4')

/** One recorded exchange with Rill v0.88.4. */
export interface Capture {
  readonly number: string
  readonly name: string
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  readonly response: {
    readonly status: number
    /** Of the reply, without parameters. */
    readonly type: string
    readonly body: string
    /** The body is longer than what was written down. */
    readonly cut: boolean
  }
  /** What the token in the reply says; undefined if there is none. */
  readonly claims: Readonly<Record<string, unknown>> | undefined
}

const headersOf = (lines: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf(': ')
      return at < 0 ? [] : [[line.slice(0, at).toLowerCase(), line.slice(at + 2)]]
    }),
  )

const claimsOf = (text: string): Capture['claims'] => {
  try {
    return JSON.parse(text.trim()) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

const parsed = (file: string, text: string): Capture => {
  const [asked = '', answered = ''] = text.split('### response')
  const [reply = '', payload = ''] = answered.split(/^### decoded payload.*$/m)
  const lines = asked.split('\n')
  const first = lines.findIndex((line) => /^[A-Z]+ \/.* HTTP/.test(line))
  const end = lines.indexOf('', first)
  const [, method = '', path = ''] = /^([A-Z]+) (.*) HTTP/.exec(lines[first] ?? '') ?? []
  const [head = '', ...rest] = reply.trimStart().split('\n\n')
  const headers = headersOf(head.split('\n'))
  const body = rest.join('\n\n').replace(/\n+$/, '')
  const cut = body.indexOf('\n…')
  return {
    number: file.slice(0, 3),
    name: file.slice(4, -'.http'.length),
    request: {
      method,
      path,
      headers: headersOf(lines.slice(first + 1, end)),
      body: lines
        .slice(end + 1)
        .join('\n')
        .trim(),
    },
    response: {
      status: Number(head.split(' ')[1]),
      type: (headers['content-type'] ?? '').split(';')[0] ?? '',
      body: cut < 0 ? body : body.slice(0, cut),
      cut: cut >= 0 || body.includes('…'),
    },
    claims: claimsOf(payload),
  }
}

/** All recorded exchanges; none, and a warning, where they are not there. */
export function captures(): Capture[] {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.http')) : []
  if (files.length === 0) console.warn(`${folder} is not there: nothing is compared with it`)
  return files.toSorted().map((file) => parsed(file, readFileSync(join(folder, file), 'utf8')))
}
