import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// What a real Cube answered lies beside the repository and is no part of it.
const folder = join(import.meta.dirname, '../../../../shared/contracts/cube-0.35.81')

/** One recorded exchange. */
export interface Capture {
  readonly number: string
  readonly name: string
  readonly request: {
    readonly method: string
    /** With the query. */
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  readonly response: { readonly status: number; readonly type: string; readonly body: string }
}

/** The words of a command line in which each odd character has a backslash. */
const wordsOf = (line: string): readonly string[] => {
  const words: string[] = []
  let word = ''
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') word += line[++at] ?? ''
    else if (line[at] === ' ') {
      words.push(word)
      word = ''
    } else word += line[at]
  }
  return [...words, word].filter((one) => one !== '')
}

const requestOf = (line: string): Capture['request'] => {
  const [, ...words] = wordsOf(line)
  const headers: Record<string, string> = {}
  const query: string[] = []
  let [method, url, body, isGet] = ['', '', '', false]
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const next = () => words[++at] ?? ''
    if (word === '-H') {
      const [name = ''] = (words[at + 1] ?? '').split(':')
      headers[name.toLowerCase()] = next()
        .slice(name.length + 1)
        .trim()
    } else if (word === '-d' || word === '--data' || word === '--data-binary') body = next()
    else if (word === '--data-urlencode') query.push(next())
    else if (word === '-X') method = next()
    else if (word === '-G') isGet = true
    else if (word.startsWith('http')) url = word
  }
  const { pathname, search } = new URL(url)
  const asked = query.map((one) => {
    const [name = ''] = one.split('=')
    return `${name}=${encodeURIComponent(one.slice(name.length + 1))}`
  })
  return {
    method: method || (body !== '' && !isGet ? 'POST' : 'GET'),
    path: pathname + (asked.length > 0 ? `?${asked.join('&')}` : search),
    headers,
    body,
  }
}

const parsed = (file: string, text: string): Capture => {
  const [first = '', ...rest] = text.replaceAll('\r\n', '\n').split('\n')
  const answered = rest.join('\n').replace(/^HTTP\/1\.1 100 Continue\n\n/, '')
  const gap = answered.indexOf('\n\n')
  const head = answered.slice(0, gap)
  return {
    number: file.slice(0, 2),
    name: file.slice(3, -'.http'.length),
    request: requestOf(first.replace(/^# /, '').trim()),
    response: {
      status: Number(head.split(' ')[1]),
      type: (/^content-type: ([^;\n]*)/im.exec(head)?.[1] ?? '').trim(),
      body: answered
        .slice(gap + 2)
        .replace(/\n# time_total=.*\n?$/, '')
        .replace(/\n$/, ''),
    },
  }
}

/** The recorded exchanges; none, and a warning, if they are not there. */
export const captures = (): readonly Capture[] => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.http')) : []
  if (files.length === 0) console.warn(`${folder} is not there: nothing is compared with it`)
  return files.toSorted().map((file) => parsed(file, readFileSync(join(folder, file), 'utf8')))
}
