import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Version } from '../src/index.ts'

// What real servers answered lies beside the repository and is no part of it.
const beside = join(import.meta.dirname, '../../../../shared/contracts')

/** One recorded exchange. */
export interface Capture {
  readonly number: string
  readonly name: string
  readonly shows: string
  readonly at: number
  readonly request: {
    readonly method: string
    readonly path: string
    readonly headers: readonly (readonly [string, string])[]
    readonly body: string
  }
  readonly response: {
    readonly status: number
    readonly type: string
    readonly body: string
    /** Of a file: its name and how long it may be kept. */
    readonly file: string
    /** The body is longer than what was written down. */
    readonly cut: boolean
  }
}

const headersOf = (lines: readonly string[]) =>
  lines.map((line) => {
    const at = line.indexOf(': ')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 2)] as const
  })

const parsed = (file: string, text: string): Capture => {
  const [asked = '', answered = ''] = text.split('--- response ---\n')
  const lines = asked.split('\n')
  const first = lines.findIndex((line) => /^[A-Z]+ \//.test(line))
  const end = lines.indexOf('', first)
  const [method = '', path = ''] = (lines[first] ?? '').split(' ')
  const [head = '', ...rest] = answered.split('\n\n')
  const headers = new Map(headersOf(head.split('\n').slice(1)))
  const body = rest.join('\n\n').replace(/\n$/, '')
  const marker = body.indexOf('\n[... cut after')
  return {
    number: file.slice(0, 3),
    name: file.slice(4, -'.http'.length),
    shows: /^# shows: (.*)$/m.exec(asked)?.[1] ?? '',
    at: Date.parse(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/.exec(asked)?.[0] ?? ''),
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
      type: (headers.get('content-type') ?? '').split(';')[0] ?? '',
      file: `${headers.get('content-disposition') ?? ''} ${headers.get('cache-control') ?? ''}`,
      body: marker < 0 ? body : body.slice(0, marker),
      cut: marker >= 0,
    },
  }
}

const folderOf = (version: Version) => join(beside, `redash-${version}`)

/** The recorded exchanges with a version; none, and a warning, where they are not there. */
export function capturesOf(version: Version): Capture[] {
  const folder = folderOf(version)
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.http')) : []
  if (files.length === 0) console.warn(`${folder} is not there: nothing is compared with it`)
  return files.toSorted().map((file) => parsed(file, readFileSync(join(folder, file), 'utf8')))
}

/** The measured table of who may call what, row by row; none where it is not there. */
export function matrixOf(version: Version): { readonly label: string; readonly cells: ReadonlyMap<string, string> }[] {
  const file = join(folderOf(version), 'MATRIX.txt')
  if (!existsSync(file)) return []
  const lines = readFileSync(file, 'utf8').split('\n')
  const head = lines.find((line) => /^\s+admin\s+default/.test(line)) ?? ''
  const columns = [...head.matchAll(/\S+/g)].map(({ 0: name, index }) => ({ name, index }))
  const width = columns[0]?.index ?? 0
  return lines
    .slice(lines.indexOf(head) + 1)
    .filter((line) => line.length > width)
    .map((line) => ({
      label: line.slice(0, width).trim(),
      cells: new Map(columns.map(({ name, index }, at) => [name, line.slice(index, columns[at + 1]?.index).trim()])),
    }))
}
